import {
  citusVersion,
  isReferenceTable,
  StatementError,
  type Connection,
} from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import { sumPartitions, type ReadTable } from "./partition-sums.ts";
import { withShards } from "./shard-statistics.ts";
import {
  longTransactionSeconds,
  type Activity,
  type OpenTransaction,
  type Statistics,
} from "./statistics.ts";

/** What is read of a target. */
export interface Reading {
  readonly statistics: Statistics;
  readonly activity: Activity;
}

/**
 * Reads sizes, counters and open transactions in one read-only transaction, as any role that can connect. Waits for
 * no lock longer than two seconds and for no query longer than ten; where a table is locked against being measured,
 * the catalog's own page counts stand in.
 * @param own history and journal, which are left out
 * @throws DatabaseError | ConnectionLostError
 */
export async function readStatistics(connection: Connection, own: HistoryTable): Promise<Reading> {
  try {
    return await readOnly(connection, () => read(connection, own, measuredSizes));
  } catch (error) {
    if (!isImpatience(error)) throw error;
    return readOnly(connection, () => read(connection, own, countedSizes));
  }
}

async function readOnly<Result>(
  connection: Connection,
  action: () => Promise<Result>,
): Promise<Result> {
  await connection.run(["BEGIN TRANSACTION READ ONLY"]);
  try {
    await connection.query(
      `SELECT pg_catalog.set_config('statement_timeout', '10s', true),
        pg_catalog.set_config('lock_timeout', '2s', true)`,
    );
    return await action();
  } finally {
    await connection.run(["ROLLBACK"]);
  }
}

/** query_canceled and lock_not_available. Source: PostgreSQL manual, Appendix A. */
function isImpatience(error: unknown): boolean {
  return error instanceof StatementError && /^(?:57014|55P03)$/.test(error.server.sqlState ?? "");
}

async function read(connection: Connection, own: HistoryTable, sizes: Sizes): Promise<Reading> {
  const database = await readValue<DatabaseFacts>(connection, databaseQuery);
  const local = await readValue<ReadTable[]>(connection, tablesQuery(own, sizes));
  const isDistributed = (await citusVersion(connection)) !== undefined;
  const tables = isDistributed ? await withShards(connection, local, shardsQuery(sizes)) : local;
  const activity = await readValue<Activity>(connection, activityQuery(isDistributed));
  const { countedSeconds, version, major, readAt, databaseBytes } = database;
  const summed = sumPartitions(tables.map((table) => perSecond(table, countedSeconds)));
  return {
    statistics: {
      readAt,
      postgres: { version: version.split(" ")[0]!, major },
      databaseBytes,
      countedSeconds,
      tables: summed.toSorted(byName),
    },
    activity: { ...activity, longTransactions: activity.longTransactions.map(withoutNulls) },
  };
}

interface DatabaseFacts {
  readonly version: string;
  readonly major: number;
  readonly readAt: string;
  readonly databaseBytes: number;
  readonly countedSeconds: number | null;
}

/** One value as JSON text, so that no type parser of anybody's stands between. */
async function readValue<Value>(connection: Connection, select: string): Promise<Value> {
  const [row] = await connection.query<{ value: string }>(
    `SELECT (${qualified(select)})::text AS value`,
  );
  return JSON.parse(row!.value) as Value;
}

/** With the schema before functions of PostgreSQL that have none. */
function qualified(select: string): string {
  return select.replaceAll(/(?<!\.)\b(pg_\w+|json_\w+)\(/g, "pg_catalog.$1(");
}

/** Counters that were never reset have run since the server started, or longer: rates are rather too high than too low. */
const databaseQuery = `
  SELECT json_build_object(
    'version', pg_catalog.current_setting('server_version'),
    'major', pg_catalog.current_setting('server_version_num')::int / 10000,
    'readAt', pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'databaseBytes', pg_database_size(pg_catalog.current_database()),
    'countedSeconds', (SELECT extract(epoch FROM pg_catalog.now() - coalesce(stats_reset, pg_postmaster_start_time()))
      FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()))`;

/** How bytes are found out; `c` is the row of pg_class. */
interface Sizes {
  readonly heap: string;
  readonly table: string;
  readonly total: string;
  readonly index: string;
}

const measuredSizes: Sizes = {
  heap: "pg_relation_size(c.oid)",
  table: "pg_table_size(c.oid)",
  total: "pg_total_relation_size(c.oid)",
  index: "pg_relation_size(i.indexrelid)",
};

const blockSize = "pg_catalog.current_setting('block_size')::bigint";
const toastPages =
  "coalesce((SELECT t.relpages FROM pg_catalog.pg_class t WHERE t.oid = c.reltoastrelid), 0)";
const indexPages = `coalesce((SELECT sum(greatest(x.relpages, 0)) FROM pg_catalog.pg_index xi
  JOIN pg_catalog.pg_class x ON x.oid = xi.indexrelid WHERE xi.indrelid = c.oid), 0)`;

/** As of the last VACUUM or ANALYZE; takes no lock. */
const countedSizes: Sizes = {
  heap: `greatest(c.relpages, 0) * ${blockSize}`,
  table: `(greatest(c.relpages, 0) + ${toastPages}) * ${blockSize}`,
  total: `(greatest(c.relpages, 0) + ${toastPages} + ${indexPages}) * ${blockSize}`,
  index: `greatest(ic.relpages, 0) * ${blockSize}`,
};

/** An estimate; null where nobody has counted yet. */
const rowsOfHeap = `CASE
      WHEN c.heap = 0 THEN 0
      WHEN c.reltuples > 0 AND c.relpages > 0 THEN round(c.reltuples::numeric * c.heap / (c.relpages * ${blockSize}))
      WHEN c.reltuples = 0 AND c.relpages > 0 THEN c.live
      WHEN c.live > 0 THEN c.live END`;

function measured(sizes: Sizes): string {
  const bytes = (size: string) => `CASE c.relkind WHEN 'p' THEN 0 ELSE coalesce(${size}, 0) END`;
  return `${bytes(sizes.heap)} AS heap, ${bytes(sizes.table)} AS whole, ${bytes(sizes.total)} AS total,
      pg_stat_get_live_tuples(c.oid) AS live`;
}

/**
 * What the shards of each table are together, on the node that is asked; `oid` is the name of the table, by which all nodes call
 * it. Source: Citus documentation, "Citus Tables and Views".
 */
function shardsQuery(sizes: Sizes): string {
  return qualified(`
  SELECT coalesce(json_agg(t), '[]')::text FROM (
    SELECT c.owner AS oid, c.copy AS "isCopy",
      CASE WHEN count(*) = count(${rowsOfHeap}) THEN sum(${rowsOfHeap}) END AS rows,
      sum(pg_stat_get_dead_tuples(c.oid)) AS "deadRows",
      sum(c.heap) AS "heapBytes", sum(c.whole) AS "tableBytes", sum(c.total) AS "totalBytes",
      json_build_object(
        'inserts', sum(pg_stat_get_tuples_inserted(c.oid)), 'updates', sum(pg_stat_get_tuples_updated(c.oid)),
        'deletes', sum(pg_stat_get_tuples_deleted(c.oid)), 'sequentialScans', sum(pg_stat_get_numscans(c.oid)),
        'indexScans', sum(c.scans)) AS rates,
      (SELECT json_object_agg(name, bytes) FROM (
        SELECT pg_catalog.regexp_replace(ic.relname, '_' || x.shardid || '$', '') AS name, sum(coalesce(${sizes.index}, 0)) AS bytes
        FROM pg_catalog.pg_dist_shard x
        JOIN pg_catalog.pg_index i ON i.indrelid = pg_catalog.to_regclass(pg_catalog.shard_name(x.logicalrelid, x.shardid))
        JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
        WHERE x.logicalrelid = c.logicalrelid GROUP BY 1) sized) AS indexes
    FROM (SELECT c.oid, s.logicalrelid, n.nspname || '.' || l.relname AS owner, ${isReferenceTable("p")} AS copy,
        c.relkind, c.reltuples, c.relpages, ${measured(sizes)},
        (SELECT coalesce(sum(pg_stat_get_numscans(i.indexrelid)), 0) FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid) AS scans
      FROM pg_catalog.pg_dist_shard s
      JOIN pg_catalog.pg_dist_partition p ON p.logicalrelid = s.logicalrelid
      JOIN pg_catalog.pg_class l ON l.oid = s.logicalrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = l.relnamespace
      JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(pg_catalog.shard_name(s.logicalrelid, s.shardid))) c
    GROUP BY c.owner, c.copy, c.logicalrelid) t`);
}

function tablesQuery(own: HistoryTable, sizes: Sizes): string {
  const ours = [own.name, own.journalName].map(quoteLiteral).join(", ");
  return `
  SELECT coalesce(json_agg(json_build_object(
    'oid', c.oid::text, 'parent', c.parent, 'schema', c.nspname, 'name', c.relname,
    'kind', CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
    'rows', ${rowsOfHeap},
    'deadRows', pg_stat_get_dead_tuples(c.oid),
    'heapBytes', c.heap, 'tableBytes', c.whole, 'totalBytes', c.total,
    'rates', json_build_object(
      'inserts', pg_stat_get_tuples_inserted(c.oid), 'updates', pg_stat_get_tuples_updated(c.oid),
      'deletes', pg_stat_get_tuples_deleted(c.oid), 'sequentialScans', pg_stat_get_numscans(c.oid),
      'indexScans', (SELECT coalesce(sum(pg_stat_get_numscans(i.indexrelid)), 0)
        FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid)),
    'indexes', ${indexesQuery(sizes)})), '[]')
  FROM (SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages,
      (SELECT h.inhparent::text FROM pg_catalog.pg_inherits h WHERE c.relispartition AND h.inhrelid = c.oid) AS parent,
      ${measured(sizes)}
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT (n.nspname = ${quoteLiteral(own.schema)} AND c.relname IN (${ours}))) c`;
}

function indexesQuery(sizes: Sizes): string {
  return `(SELECT coalesce(json_agg(json_strip_nulls(json_build_object(
      'oid', i.indexrelid::text, 'name', ic.relname, 'unique', i.indisunique, 'valid', i.indisvalid,
      'primary', i.indisprimary,
      'parent', (SELECT h.inhparent::text FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid),
      'bytes', CASE ic.relkind WHEN 'I' THEN 0 ELSE coalesce(${sizes.index}, 0) END,
      'key', CASE WHEN i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL THEN
        (SELECT json_agg(a.attname ORDER BY k.place)
          FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
          WHERE k.place <= i.indnkeyatts) END)) ORDER BY ic.relname), '[]')
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid WHERE i.indrelid = c.oid)`;
}

/** What Citus itself does on its nodes for a session is not said again. Source: Citus documentation, "citus_stat_activity". */
const clientsOfAllNodes =
  "(SELECT * FROM pg_catalog.citus_stat_activity WHERE is_worker_query IS NOT TRUE)";

/**
 * Of sessions that it may not see a role learns no more than that they are there; which of them are in a transaction
 * pg_locks says, to everybody.
 */
const activityQuery = (isDistributed: boolean) => `
  SELECT json_build_object(
    'longTransactions', (SELECT coalesce(json_agg(json_build_object(
        'ageSeconds', o.age, 'state', o.state, 'application', o.application) ORDER BY o.age DESC), '[]')
      FROM (SELECT * FROM (
        SELECT round(extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)) AS age, state,
          nullif(application_name, '') AS application
        FROM ${isDistributed ? clientsOfAllNodes : "pg_catalog.pg_stat_activity"} a
        WHERE datname = pg_catalog.current_database() AND ${isDistributed ? "global_pid" : "pid"} <> ${isDistributed ? "pg_catalog.citus_backend_gpid()" : "pg_backend_pid()"}
          AND backend_type = 'client backend' AND xact_start IS NOT NULL
        UNION ALL
        SELECT round(extract(epoch FROM pg_catalog.clock_timestamp() - prepared)), 'prepared', NULL
        FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()) x
      WHERE age >= ${longTransactionSeconds} ORDER BY age DESC LIMIT 10) o),
    'hiddenTransactions', (SELECT count(DISTINCT a.pid) FROM pg_catalog.pg_stat_activity a
      JOIN pg_catalog.pg_locks l ON l.pid = a.pid AND l.locktype = 'virtualxid' AND l.granted
      WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_backend_pid()
        AND a.query = '<insufficient privilege>' AND a.backend_type IS NULL))`;

/** Counters become rates; of counters that have run for less than a minute as if they had run for one. */
function perSecond(table: ReadTable, countedSeconds: number | null): ReadTable {
  const seconds = Math.max(60, countedSeconds ?? 60);
  const rates = Object.entries(table.rates).map(([name, count]) => [
    name,
    Math.round((1000 * Number(count)) / seconds) / 1000,
  ]);
  return {
    ...table,
    parent: table.parent ?? undefined,
    rates: Object.fromEntries(rates) as unknown as ReadTable["rates"],
  };
}

function withoutNulls({ ageSeconds, state, application }: OpenTransaction): OpenTransaction {
  return { ageSeconds, state, ...(application && { application }) };
}

function byName(
  one: { readonly schema: string; readonly name: string },
  other: { readonly schema: string; readonly name: string },
): number {
  return compare(one.schema, other.schema) || compare(one.name, other.name);
}

/** By code units, in any locale of the machine. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
