import type { MigrationFailedError } from "../errors/index.ts";
import { nameOf, type Row, rowsOf, type TableRows } from "../rows/index.ts";
import type { ActionOf } from "../sql/statement/index.ts";
import { actionsOfRefused, type Phase, type RefusedRows } from "../trial/index.ts";
import type { MadeUpRow, Note } from "./remarks.ts";

/** What made-up rows were refused for: other rows may fit, but for a new column that none can have a value for. */
export function refusedRowsNote(phase: Phase, { error, rows, left }: RefusedRows): Note {
  const { message, sqlState } = error.server;
  const at = error.location;
  const added = sqlState === notNullViolation ? addedColumn(error) : undefined;
  if (added !== undefined) {
    const table = error.server.table ?? added.relation.name;
    return {
      kind: "needs-default",
      phase,
      at,
      column: added.column.name,
      table: fullName(error, table),
    };
  }
  const row = rowMeant(error, rows);
  return { kind: "rows-refused", phase, message, at, left, ...(row && { row }) };
}

/** Source: PostgreSQL manual, Appendix A. */
const notNullViolation = "23502";

/** The column that the statement adds and the server names; of a domain it names none. */
function addedColumn(error: MigrationFailedError): ActionOf<"add-column"> | undefined {
  const { column } = error.server;
  return actionsOfRefused(error).find(
    (action): action is ActionOf<"add-column"> =>
      action.kind === "add-column" && (column === undefined || action.column.name === column),
  );
}

function fullName({ server }: MigrationFailedError, table: string): string {
  return server.schema === undefined ? table : `${server.schema}.${table}`;
}

/** The row with a value that the server quotes, of the table that it names where it does. */
function rowMeant(
  { server }: MigrationFailedError,
  rows: readonly TableRows[],
): MadeUpRow | undefined {
  const named = rows.filter(
    ({ schema, name }) => schema === server.schema && name === server.table,
  );
  const said = [server.message, server.detail].join("\n");
  const found = (named.length > 0 ? named : rows)
    .flatMap((table) =>
      rowsOf(table).rows.map((row) => ({ table, row, likeness: likeness(row, said) })),
    )
    .filter(({ likeness: common }) => common > 0 || named.length > 0)
    .toSorted((one, other) => other.likeness - one.likeness)[0];
  return found && { table: nameOf(found.table), values: valuesOf(found.table, found.row) };
}

/** How much of what is said are values of the row; a number or a letter stands everywhere. */
function likeness(row: Row, said: string): number {
  return row
    .filter((value) => value !== null && value.length > 2 && said.includes(value))
    .reduce((length, value) => length + value!.length, 0);
}

function valuesOf({ columns }: TableRows, row: Row): MadeUpRow["values"] {
  return columns.map(({ name }, at) => ({ name, value: row[at] ?? null }));
}
