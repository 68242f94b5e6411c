export type * from "./action.ts";
export { inputsOf } from "./parts.ts";
export { type ConstraintName, constraintsOf, validatedConstraint } from "./constraints.ts";
export {
  alteredBy,
  createdBy,
  droppedBy,
  type Guard,
  guardOf,
  type GuardRemedy,
  isActionKind,
  isInSchema,
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  type OpaqueCode,
  opaqueCode,
  outsideTransaction,
  type OutsideTransaction,
  readBy,
  renamedBy,
  type Renaming,
  type Write,
  writtenBy,
} from "./description/index.ts";
export { type Atomicity, atomicityOf, waitsForOlderTransactions } from "./atomicity.ts";
export {
  type Batchable,
  batchable,
  type Narrowed,
  type NotBatchable,
  ownCondition,
  withCondition,
} from "./batchable.ts";
export { dropStatement } from "./drop-statement.ts";
export { addedEnumValue, type EnumValue, mentionsValue } from "./enums.ts";
export { flattened } from "./flattened.ts";
export { filledBy, metRows, type MetRows, reachesPartitions } from "./row-changes.ts";
export { type PlainCreation } from "./reader/plain-creation.ts";
export { parseSection, type SectionStatements, sectionStatements, type Stretch } from "./blocks.ts";
export { modesInSql } from "./transaction-modes.ts";
export { routineBody, type RoutineBody } from "./routine-body.ts";
export { changesSession, isSetting, onlySets } from "./session.ts";
export {
  loadParser,
  parseStatements,
  restoredStatements,
  type Statement,
  storedStatement,
  type StoredStatement,
  withParserIfAsked,
} from "./statements.ts";
export { readableStatements, type RefusedStatement, wordsOfRefused } from "./readable.ts";
export { isNumberType, isSameType, isSerial, shownType } from "./type.ts";

export { guardsOf, mayRunAgain } from "./guards.ts";
export { namedBy, objectsNamedIn } from "./named-by.ts";
export { type AskedBlock, askedBlock } from "./asked-block.ts";
export { shownName, sqlName } from "./shown-name.ts";

export { type Roles, rolesIn } from "./roles.ts";
export { type LockMode, lockModes } from "./lock-modes.ts";
export { isSameQuery, sameMeaning } from "./reader/same-query.ts";
export { isOnlyAbout, isSettingOfDump, schemaStatements } from "./schema-file.ts";
