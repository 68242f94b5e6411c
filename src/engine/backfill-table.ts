import { StatementError, type Connection } from "../database/index.ts";
import { asServerError } from "../errors/index.ts";
import type { PlannedBackfill } from "../plan/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { byBlock, rowPlace, membersOf } from "./backfill-by-block.ts";
import { byKey, type KeyColumn } from "./backfill-by-key.ts";
import type { Ranges } from "./backfill-ranges.ts";

/** A table that is gone through range by range. */
export interface BackfillTable extends Ranges {
  /** As SQL writes it. */
  readonly sql: string;
  /** How many rows it has, by the last ANALYZE and its size; 0 where it was never analysed. */
  readonly rows: number;
}

interface Found {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly FoundColumn[];
  /** The columns of its primary key, or else of a unique index over columns that are never null. */
  readonly key: readonly string[] | null;
  /** Whether a range of places is found without reading the rest. */
  readonly hasPlaces: boolean;
}

interface FoundColumn extends KeyColumn {
  readonly notNull: boolean;
}

/**
 * Looks a backfill's table up, and how it is cut: by the columns asked for, by its key, or else by where its rows lie.
 * @param begun the columns by which an earlier run has begun to cut it
 * @throws StatementError where there is no such table or key, or the statement changes the key
 */
export async function backfillTable(
  connection: Connection,
  { table, key, place }: PlannedBackfill,
  begun?: readonly string[],
): Promise<BackfillTable> {
  const name = [table.schema, table.name].filter((part) => part !== undefined);
  const found = await lookUp(connection, name.map(quoteIdentifier).join("."));
  if (found === undefined) throw refused(`there is no table ${name.join(".")}`, "Check its name.");
  const sql = found.table;
  const names = begun ?? key ?? found.key ?? [rowPlace];
  if (names[0] === rowPlace) {
    refuseWithoutKey(found, place);
    const rows = found.rows === 0 ? await countRows(connection, sql) : found.rows;
    return { sql, rows, ...byBlock(connection, { sql, rows }) };
  }
  const columns = names.map((one) => columnOf(one, found));
  const changed = place.sets.find((one) => names.includes(one));
  if (changed !== undefined)
    throw refused(
      `the statement changes ${changed}, by which it is cut`,
      "Name another key: `pgmaestro: backfill … by column`.",
    );
  return { sql, rows: found.rows, ...byKey(connection, { sql, key: columns }) };
}

/**
 * Where rows have no key, only the statement itself can tell those that are done: they are gone, or do not fit its condition any more.
 * @throws StatementError
 */
function refuseWithoutKey(
  { table, hasPlaces }: Found,
  { command, ...place }: PlannedBackfill["place"],
) {
  const bare = `${table} has no primary key, and no unique index over columns that are never null`;
  const hint =
    "Name columns that are never null, if there are any: `pgmaestro: backfill … by column`.";
  if (!hasPlaces)
    throw refused(
      `${bare}, and ranges of ctid are read only from tables of PostgreSQL's own kind, from PostgreSQL 14 on`,
      hint,
    );
  if (command === "insert")
    throw refused(
      `${bare}, so that rows which the application changes while it runs would be inserted twice, or never`,
      hint,
    );
  if (command === "delete") return;
  const isBare = place.where.start === place.where.end;
  if (isBare || place.joins)
    throw refused(
      `${bare}, and ${isBare ? "without WHERE" : "with FROM"} nothing distinguishes rows that are done from those that are not`,
      `${isBare ? "Write a WHERE that a row does not fit any more once it is changed." : "Write it without FROM."} ${hint}`,
    );
}

async function countRows(connection: Connection, sql: string): Promise<number> {
  const [row] = await connection.query<{ rows: string | number }>(
    `SELECT count(*) AS rows FROM ${sql}`,
  );
  return Number(row!.rows);
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

/** Source: PostgreSQL manual, 53 "System Catalogs"; rows are estimated as 14.2.1 says. */
async function lookUp(connection: Connection, name: string): Promise<Found | undefined> {
  const [row] = await connection.query<{ found: string }>(
    `SELECT pg_catalog.json_build_object('table', c.oid::pg_catalog.regclass::text,
        'rows', (SELECT coalesce(sum(p.reltuples::float8 / p.relpages * pg_catalog.pg_relation_size(p.oid)), 0)::bigint
            / pg_catalog.current_setting('block_size')::int
          FROM pg_catalog.pg_class p WHERE p.relkind = 'r' AND p.relpages > 0 AND p.oid IN (${membersOf("c.oid")})),
        'hasPlaces', pg_catalog.current_setting('server_version_num')::int >= 140000
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger d JOIN pg_catalog.pg_proc f ON f.oid = d.tgfoid
            WHERE d.tgrelid = c.oid AND f.proname = 'citus_truncate_trigger') -- the rows of a distributed table are elsewhere
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_class p
          LEFT JOIN pg_catalog.pg_am m ON m.oid = p.relam
          WHERE p.oid IN (${membersOf("c.oid")}) AND p.relkind <> 'p' AND m.amname IS DISTINCT FROM 'heap'),
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
