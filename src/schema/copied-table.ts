import type { LikedTable, LikeOption } from "../sql/statement/index.ts";
import { constraintName, indexName } from "./made-names.ts";
import type { Column, Origin, Relation } from "./objects.ts";
import type { Schema } from "./schema.ts";

/** The columns of a parent, or of a table that another one is made like. */
export function copyColumns(
  from: Relation | undefined,
  to: Relation,
  copy: (column: Column) => Column = (column) => ({ ...column }),
): void {
  for (const column of from?.columns.values() ?? []) to.columns.set(column.name, copy(column));
  if (from?.hasAllColumns) to.hasAllColumns = true;
}

/** What LIKE takes over: of columns what it includes, and by INCLUDING also constraints and indexes. */
export function copyLike(schema: Schema, like: LikedTable, table: Relation, origin: Origin): void {
  const from = schema.relation(like);
  if (from === undefined) return;
  const takes = (option: LikeOption) => like.including.includes(option);
  copyColumns(from, table, (column) => columnLike(column, takes));
  if (takes("constraints")) copyChecks(schema, from, table, origin);
  if (takes("indexes")) copyIndexes(schema, from, table, origin);
}

function columnLike(
  { default: value, generated, madeOf, ...column }: Column,
  takes: (option: LikeOption) => boolean,
): Column {
  return {
    ...column,
    identity: column.identity && takes("identity"),
    ...(generated && takes("generated") && { generated, ...(madeOf && { madeOf }) }),
    ...(value && takes("defaults") && { default: value }),
  };
}

function copyChecks(schema: Schema, from: Relation, to: Relation, origin: Origin): void {
  for (const constraint of from.constraints.values())
    if (constraint.kind === "check") schema.putConstraint(to, { ...constraint, origin });
}

/** Keys and indexes get names of their own. */
function copyIndexes(schema: Schema, from: Relation, to: Relation, origin: Origin): void {
  for (const index of from.indexes.values()) {
    const key = from.constraints.get(index.constraint ?? "");
    const name = key ? constraintName(to, key) : indexName(to, index);
    if (key !== undefined) schema.putConstraint(to, { ...key, name, origin });
    schema.putIndex(to, { ...index, name, constraint: key && name, origin });
  }
}
