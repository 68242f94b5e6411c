export { apply, applyAll } from "./apply.ts";
export { areColocated, distributionOf } from "./distribution.ts";
export { mentions } from "./constraints.ts";
export { constraintName, indexName } from "./made-names.ts";
export { difference, type SchemaDifference } from "./difference.ts";
export { tablesUsing } from "./domains.ts";
export {
  type ChangeKind,
  type ColumnChange,
  type ColumnState,
  type ReferenceChange,
  tableChanges,
  type TableChange,
} from "./table-changes.ts";
export { createTableByName, inputTypes } from "./creations.ts";
export {
  beforeAll,
  isSameName,
  keyOf,
  plainColumns,
  type Column,
  type Constraint,
  type FullName,
  type Index,
  type Origin,
  type Relation,
  type Routine,
  type Trigger,
  type TableDistribution,
  type Type,
} from "./objects.ts";
export { calledBy, calledInExpression } from "./calls.ts";
export { readsColumn } from "./dropping.ts";
export { countedBy } from "./sequences.ts";
export { type ObjectReference, originsOf } from "./origins.ts";
export { isLeadingPart, isSameIndex } from "./same-index.ts";
export { Schema, type SchemaParts } from "./schema.ts";
export {
  searchPathSchemas,
  type SessionSettings,
  timeoutOf,
  type Timeout,
} from "./session-settings.ts";
export { baseOf, isConstrainedDomain } from "./domains.ts";
