import type { StatementContext } from "../../context.ts";
import type { Relation } from "../../../schema/index.ts";
import type { RelationName } from "../../../sql/statement/index.ts";

/**
 * Those of some columns that may be NULL and that no valid constraint proves to have none: they are read when they
 * become NOT NULL. What is not known of a column does not count, nor where something unread may have proved it.
 * Source: manual, ALTER TABLE, SET NOT NULL.
 */
export function nullableColumns(
  name: RelationName,
  columns: readonly string[],
  { schema }: StatementContext,
): string[] {
  const table = schema.relation(name);
  if (table === undefined || schema.isPartial) return [];
  return columns.filter((column) => mayBeNull(column, table) && !isProved(column, table));
}

/** A column without a type is only known from an ALTER. */
function mayBeNull(name: string, { columns }: Relation): boolean {
  const column = columns.get(name);
  return column?.type !== undefined && !column.notNull;
}

function isProved(column: string, { constraints }: Relation): boolean {
  return [...constraints.values()].some(
    ({ valid, kind, columns, expression }) =>
      valid &&
      (expression?.provesNotNull.includes(column) ||
        (kind === "not-null" && columns.includes(column))),
  );
}
