import type { Connection } from "../database/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import type { Range, Ranges } from "./backfill-ranges.ts";

/** A column by which a table is cut; rows never have NULL in it. */
export interface KeyColumn {
  readonly name: string;
  readonly type: string;
}

interface KeyedTable {
  /** As SQL writes it. */
  readonly sql: string;
  readonly key: readonly KeyColumn[];
}

/** How a table is gone through by the values of a key: rows stay where they are in it, whatever is written. */
export function byKey(connection: Connection, table: KeyedTable): Ranges {
  return {
    by: table.key.map(({ name }) => name),
    movesRows: false,
    end: () => lastKey(connection, table),
    next: (range, rows) => nextKey(connection, table, range, rows),
    condition: (range, alias) => inRange(table, alias, range),
  };
}

async function lastKey(connection: Connection, table: KeyedTable) {
  const [row] = await connection.query<{ key: string }>(
    `SELECT ${valuesOf(table)} AS key FROM ${table.sql} ORDER BY ${listed(table, " DESC")} LIMIT 1`,
  );
  return row && (JSON.parse(row.key) as string[]);
}

/** The key up to which the next so many rows go, and how many there are. */
async function nextKey(connection: Connection, table: KeyedTable, range: Range, rows: number) {
  const own = `SELECT ${listed(table)} FROM ${table.sql} WHERE ${inRange(table, undefined, range)} ORDER BY ${listed(table)} LIMIT ${rows}`;
  const [row] = await connection.query<{ key: string; met: string | number }>(
    `SELECT ${valuesOf(table)} AS key, count(*) OVER () AS met FROM (${own}) next_rows ORDER BY ${listed(table, " DESC")} LIMIT 1`,
  );
  return row && { key: JSON.parse(row.key) as string[], met: Number(row.met) };
}

/** A condition for the rows of a range, where the table is called so. */
function inRange(table: KeyedTable, alias: string | undefined, { after, to }: Range): string {
  const key = listed(table, "", alias);
  const compared = (sign: string, values: readonly string[]) =>
    `(${key}) ${sign} (${table.key.map(({ type }, index) => `${quoteLiteral(values[index]!)}::${type}`).join(", ")})`;
  return [...(after ? [compared(">", after)] : []), compared("<=", to)].join(" AND ");
}

function listed({ key }: KeyedTable, direction = "", alias?: string): string {
  const prefix = alias === undefined ? "" : `${quoteIdentifier(alias)}.`;
  return key.map(({ name }) => `${prefix}${quoteIdentifier(name)}${direction}`).join(", ");
}

function valuesOf({ key }: KeyedTable): string {
  const texts = key.map(({ name, type }) =>
    isOfTime.test(type)
      ? `pg_catalog.to_json(${quoteIdentifier(name)}) #>> '{}'`
      : `${quoteIdentifier(name)}::text`,
  );
  return `pg_catalog.json_build_array(${texts.join(", ")})::text`;
}

/** Types whose text depends on DateStyle, which may be another one when a later run goes on; as JSON it is ISO 8601. */
const isOfTime = /^(?:date|timestamp)/;
