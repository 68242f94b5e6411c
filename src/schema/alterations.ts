import type { Appliers } from "./applier.ts";
import {
  addColumn,
  addConstraint,
  dropColumn,
  dropConstraint,
  dropReferencing,
} from "./constraints.ts";
import { distributionOf } from "./distribution.ts";
import { dropViewsOver, leaveParent } from "./dropping.ts";
import type { Column, Relation } from "./objects.ts";
import type { Schema } from "./schema.ts";
import { setOwner } from "./sequences.ts";

type OnColumn = {
  readonly relation: { readonly schema?: string; readonly name: string };
  readonly column: string;
};

/** ALTER. What is altered without having been created becomes known by it. */
export const alterations: Appliers = {
  "add-column"(schema, { relation, column, objectKind }, origin) {
    if (objectKind === "TYPE") return;
    const table = schema.ensure(relation);
    for (const one of [table, ...table.partitions])
      if (!one.columns.has(column.name)) addColumn(schema, one, column, origin);
  },
  "drop-column"(schema, { relation, column, objectKind, cascade }) {
    if (objectKind === "TYPE") return;
    const table = schema.ensure(relation);
    if (cascade) dropViewsOver(schema, table, column);
    for (const one of [table, ...table.partitions]) dropColumn(schema, one, column);
  },
  "alter-column-type"(schema, action) {
    if (action.objectKind === "TYPE") return;
    change(schema, action, (column) => {
      column.type = action.type;
      column.collation = action.collation;
    });
  },
  "set-not-null"(schema, action) {
    change(schema, action, (column) => (column.notNull = true));
  },
  "drop-not-null"(schema, action) {
    change(schema, action, (column) => (column.notNull = false));
  },
  "set-default"(schema, action) {
    change(schema, action, (column) => (column.default = action.default));
  },
  "drop-expression"(schema, action) {
    change(schema, action, (column) => (column.generated = undefined));
  },
  "add-identity"(schema, action) {
    change(schema, action, (column) => (column.identity = true));
  },
  "drop-identity"(schema, action) {
    change(schema, action, (column) => (column.identity = false));
  },
  "add-constraint"(schema, { relation, constraint }, origin) {
    addConstraint(schema, schema.ensure(relation), constraint, origin);
  },
  "validate-constraint"(schema, { relation, name }) {
    const table = schema.ensure(relation);
    const constraint = table.constraints.get(name);
    if (constraint === undefined) {
      if (!table.isCreated) table.validated = [...(table.validated ?? []), name];
      return;
    }
    constraint.valid = true;
    if (constraint.kind === "not-null") setNotNull(table, constraint.columns);
  },
  "drop-constraint"(schema, { relation, name }) {
    const table = schema.ensure(relation);
    dropReferencing(schema, table, name);
    dropConstraint(table, name);
  },
  "alter-sequence"(schema, { relation, ownedBy }) {
    const sequence = schema.relation(relation);
    if (sequence && ownedBy !== undefined) setOwner(schema, sequence, ownedBy);
  },
  "attach-partition"(schema, { relation, partition, isDefault }) {
    const [parent, child] = [schema.ensure(relation), schema.ensure(partition)];
    child.parent = parent;
    child.isDefault = isDefault;
    parent.partitions.push(child);
  },
  "detach-partition"(schema, { relation, partition }) {
    const [child, parent] = [schema.ensure(partition), schema.ensure(relation)];
    const kept = distributionOf(child, schema);
    leaveParent(child, parent);
    if (kept !== undefined) child.distribution = kept;
  },
  refresh(schema, { relation, withData }) {
    schema.ensure(relation).isPopulated = withData;
  },
  "row-security"(schema, { relation, to }) {
    if (to === "enable" || to === "disable") schema.ensure(relation).rowSecurity = to === "enable";
  },
  "alter-enum"(schema, { name, adds, renames }) {
    const values = schema.type(name)?.values ?? [];
    if (adds !== undefined && !values.includes(adds)) values.push(adds);
    const place = renames ? values.indexOf(renames.from) : -1;
    if (renames && place >= 0) values[place] = renames.to;
  },
  "alter-domain"(schema, { name, does }) {
    const type = schema.type(name);
    if (type !== undefined && (does === "add-constraint" || does === "set-not-null"))
      type.constrained = true;
  },
};

/** Changes a column; one that nobody created becomes known by it. */
function change(schema: Schema, action: OnColumn, alter: (column: Column) => void): void {
  const table = schema.ensure(action.relation);
  const known = table.columns.get(action.column) ?? unknownColumn(table, action.column);
  if (known !== undefined) alter(known);
}

function unknownColumn(table: Relation, name: string): Column | undefined {
  if (table.hasAllColumns) return undefined;
  const column: Column = { name, notNull: false, identity: false, origin: table.origin };
  table.columns.set(name, column);
  return column;
}

function setNotNull(table: Relation, columns: readonly string[]): void {
  for (const name of columns) {
    const column = table.columns.get(name);
    if (column !== undefined) column.notNull = true;
  }
}
