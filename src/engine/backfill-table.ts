import { StatementError, type Connection } from "../database/index.ts";
import { asServerError } from "../errors/index.ts";
import type { PlannedBackfill } from "../plan/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";

/** A table that is gone through by a key. Keys are lists of values as text. */
export interface BackfillTable {
  /** As SQL writes it. */
  readonly sql: string;
  readonly key: readonly KeyColumn[];
  /** How many rows it has, as PostgreSQL estimates; 0 where it never has. */
  readonly rows: number;
}

interface KeyColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
}

interface Found {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly KeyColumn[];
  /** The columns of its primary key, or else of a unique index over columns that are never null. */
  readonly key: readonly string[] | null;
}

/**
 * Looks a backfill's table up, and the key by which it is cut.
 * @throws StatementError where there is no such table or key, or the statement changes the key
 */
export async function backfillTable(
  connection: Connection,
  { table, key: asked, place }: PlannedBackfill,
): Promise<BackfillTable> {
  const name = [table.schema, table.name].filter((part) => part !== undefined);
  const found = await lookUp(connection, name.map(quoteIdentifier).join("."));
  if (found === undefined) throw refused(`there is no table ${name.join(".")}`, "Check its name.");
  const names = asked ?? found.key;
  if (names === null)
    throw refused(
      `${found.table} has no primary key, and no unique index over columns that are never null`,
      "Name columns that are never null: `pgmaestro: backfill … by column`.",
    );
  const key = names.map((one) => columnOf(one, found));
  const changed = place.sets.find((one) => names.includes(one));
  if (changed !== undefined)
    throw refused(
      `the statement changes ${changed}, by which it is cut`,
      "Name another key: `pgmaestro: backfill … by column`.",
    );
  return { sql: found.table, key, rows: found.rows };
}

function columnOf(name: string, { columns, table }: Found): KeyColumn {
  const column = columns.find((one) => one.name === name);
  if (column === undefined)
    throw refused(`${table} has no column ${name}`, "Check the name behind `by`.");
  if (column.notNull) return column;
  throw refused(
    `${name} of ${table} may be null, and rows without a key would be left out`,
    "Name columns that are NOT NULL behind `by`.",
  );
}

function refused(what: string, hint: string): StatementError {
  const server = asServerError(`The backfill cannot be cut: ${what}`, { hint });
  return new StatementError(server, 0, undefined, undefined);
}

/** Source: PostgreSQL manual, 53 "System Catalogs". */
async function lookUp(connection: Connection, name: string): Promise<Found | undefined> {
  const [row] = await connection.query<{ found: string }>(
    `SELECT pg_catalog.json_build_object('table', c.oid::pg_catalog.regclass::text,
        'rows', (SELECT greatest(0, sum(greatest(p.reltuples, 0))) FROM pg_catalog.pg_class p
          WHERE p.oid = c.oid OR p.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(c.oid) WHERE isleaf)),
        'columns', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', a.attname,
            'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull))
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
        'key', (SELECT pg_catalog.json_agg(a.attname ORDER BY k.place)
          FROM (SELECT i.indexrelid, i.indkey, i.indnkeyatts FROM pg_catalog.pg_index i
            WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL
              AND NOT EXISTS (SELECT FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS u (num, place)
                JOIN pg_catalog.pg_attribute n ON n.attrelid = c.oid AND n.attnum = u.num
                WHERE u.place <= i.indnkeyatts AND NOT n.attnotnull)
            ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) best,
            pg_catalog.unnest(best.indkey::int2[]) WITH ORDINALITY AS k (num, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num
          WHERE k.place <= best.indnkeyatts))::text AS found
      FROM pg_catalog.pg_class c
      WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(name)}) AND c.relkind IN ('r', 'p')`,
  );
  return row && (JSON.parse(row.found) as Found);
}

/** The last keys of the whole table, and of the next rows behind a key; undefined where there is none. */
export function endOf(connection: Connection, table: BackfillTable) {
  const { sql } = table;
  return keyIn(
    connection,
    `SELECT ${valuesOf(table)} AS key FROM ${sql} ORDER BY ${listed(table, " DESC")} LIMIT 1`,
  );
}

/** The key up to which the next so many rows go, and how many there are. */
export function nextIn(
  connection: Connection,
  table: BackfillTable,
  range: Range,
  rows: number,
): Promise<{ readonly key: string[]; readonly met: number } | undefined> {
  const own = `SELECT ${listed(table)} FROM ${table.sql} WHERE ${inRange(table, undefined, range)} ORDER BY ${listed(table)} LIMIT ${rows}`;
  return rowOf(
    connection,
    `SELECT ${valuesOf(table)} AS key, count(*) OVER () AS met FROM (${own}) next_rows ORDER BY ${listed(table, " DESC")} LIMIT 1`,
  );
}

/** Rows behind one key, up to another one. */
export interface Range {
  readonly after: readonly string[] | undefined;
  readonly to: readonly string[];
}

/** A condition for the rows of a range, where the table is called so. */
export function inRange(table: BackfillTable, alias: string | undefined, { after, to }: Range) {
  const key = listed(table, "", alias);
  const compared = (sign: string, values: readonly string[]) =>
    `(${key}) ${sign} (${table.key.map(({ type }, index) => `${quoteLiteral(values[index]!)}::${type}`).join(", ")})`;
  return [...(after ? [compared(">", after)] : []), compared("<=", to)].join(" AND ");
}

function listed({ key }: BackfillTable, direction = "", alias?: string): string {
  const prefix = alias === undefined ? "" : `${quoteIdentifier(alias)}.`;
  return key.map(({ name }) => `${prefix}${quoteIdentifier(name)}${direction}`).join(", ");
}

function valuesOf({ key }: BackfillTable): string {
  const texts = key.map(({ name, type }) =>
    isOfTime.test(type)
      ? `pg_catalog.to_json(${quoteIdentifier(name)}) #>> '{}'`
      : `${quoteIdentifier(name)}::text`,
  );
  return `pg_catalog.json_build_array(${texts.join(", ")})::text`;
}

/** Types whose text depends on DateStyle, which may be another one when a later run goes on; as JSON it is ISO 8601. */
const isOfTime = /^(?:date|timestamp)/;

async function keyIn(connection: Connection, query: string): Promise<string[] | undefined> {
  const [row] = await connection.query<{ key: string }>(query);
  return row && (JSON.parse(row.key) as string[]);
}

async function rowOf(connection: Connection, query: string) {
  const [row] = await connection.query<{ key: string; met: string | number }>(query);
  return row && { key: JSON.parse(row.key) as string[], met: Number(row.met) };
}
