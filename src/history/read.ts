import { citusVersionIn, StatementError, type Connection } from "../database/index.ts";
import { asServerError, DatabaseError } from "../errors/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import { unfinishedBackfills, type BatchPlace } from "./batch-place.ts";
import { isRemark, latestEntries } from "./latest-entries.ts";
import { runPatiently } from "./lock-wait.ts";
import type { HistoryTable } from "./table.ts";

/** One applied migration, as the history and the journal have it. */
export interface AppliedMigration {
  /** The row of the history. */
  readonly id: number;
  readonly name: string;
  /** When it was applied: ISO 8601; without an offset where only the history knows it. */
  readonly at: string;
  /** Absent where another tool applied it. */
  readonly journal?: JournalSummary;
}

/** How a migration comes to be applied, as the journal calls it. */
export const appliedEvents = ["up", "mark", "adopt", "squash"] as const;

/** What the journal knows of a migration that is applied. */
export interface JournalSummary {
  readonly event: (typeof appliedEvents)[number];
  readonly durationMs?: number;
  readonly who: string;
  /** Of the up section as applied, or as last repaired. */
  readonly upChecksum?: string;
}

/** A migration outside a transaction that stopped halfway. */
export interface PartialRun {
  readonly name: string;
  /** Whether it was being applied, or rolled back. */
  readonly direction: "up" | "down";
  /** How many statements of that section are done. */
  readonly statements: number;
  /** Checksum of those statements. */
  readonly checksum: string;
}

/** A statement outside a transaction that was begun, of which no record says how it ended. */
export interface BegunStatement {
  readonly name: string;
  readonly direction: "up" | "down";
  /** Checksum of its text. */
  readonly statement: string;
}

/** The same as the journal has it. */
export interface JournaledBegun extends BegunStatement {
  readonly who: string;
  /** When it was begun: ISO 8601, with an offset. */
  readonly at: string;
}

/** A statement that runs in batches, and how far it is. */
export interface BatchedRun {
  readonly name: string;
  readonly direction: "up" | "down";
  readonly place: BatchPlace;
}

/** A repeatable migration that has run here, as the journal has it. */
export interface RanRepeatable {
  /** The row of the journal. */
  readonly id: number;
  readonly name: string;
  /** When it was run last: ISO 8601, with an offset. */
  readonly at: string;
  readonly durationMs?: number;
  readonly who: string;
  /** Of its text. */
  readonly checksum: string;
  /** Statements that drop what it made, the last made first. */
  readonly drops?: string;
  /** How many of them are of what it made before, and were to be dropped after it; absent for none. */
  readonly undropped?: number;
}

/** What the target knows of migrations. */
export interface History {
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedMigration[];
  readonly partial: readonly PartialRun[];
  /** Of runs that were cut off, or that go on now. */
  readonly begun: readonly JournaledBegun[];
  /** Statements that run in batches, and are not through. */
  readonly batched: readonly BatchedRun[];
  /** The baseline that was run here, by its name. */
  readonly baseline?: string;
  /** Those repeatable migrations that have run here, and were not dropped since. */
  readonly repeatables: readonly RanRepeatable[];
  /** Whether history and journal are there at all. */
  readonly exists: { readonly history: boolean; readonly journal: boolean };
  /** A table that an older tool misnamed, where it holds rows that the history lacks. */
  readonly dotted?: DottedTable;
  /** The version of Citus that spreads the database over several nodes; absent where it has no part in it. */
  readonly citus?: string;
}

/** A table as literally named `schema.table`, with how many of its rows the history lacks. */
export interface DottedTable {
  readonly sql: string;
  readonly rows: number;
}

interface Look extends Beside {
  readonly history: boolean;
  readonly journal: boolean;
  readonly readable: boolean;
}

/** What is asked with history and journal. */
interface Beside {
  /** The schema of a table that an older tool misnamed. */
  readonly dotted?: string | null;
  readonly citus?: string | null;
}

/**
 * Reads history and journal; needs no more than the right to SELECT.
 * @throws DatabaseError without the right to read
 */
export async function readHistory(connection: Connection, table: HistoryTable): Promise<History> {
  const look = await lookForTables(connection, table);
  return readTables(connection, table, look, look);
}

/** SQLSTATEs of a table, a column or a schema that is not there, and of one that may not be read. */
const unseen: ReadonlySet<string> = new Set(["42P01", "42703", "3F000", "42501"]);

/** The same by one question, where history and journal are there and can be read; undefined where not. */
export async function readHistoryAtOnce(
  connection: Connection,
  table: HistoryTable,
): Promise<History | undefined> {
  try {
    return await readTables(connection, table, { history: true, journal: true });
  } catch (error) {
    if (error instanceof StatementError && unseen.has(error.server.sqlState ?? ""))
      return undefined;
    throw error;
  }
}

/** The down section that was journaled when the migration was applied. */
export async function readJournaledDown(
  connection: Connection,
  table: HistoryTable,
  name: string,
): Promise<string | undefined> {
  const query = `SELECT down_sql FROM ${table.journal} WHERE name = ${quoteLiteral(name)} AND down_sql IS NOT NULL ORDER BY id DESC LIMIT 1`;
  let found: string | undefined;
  await runPatiently(connection, table, [query], ([text]) => (found = text ?? undefined));
  return found;
}

/** @throws DatabaseError without the right to read the history */
export async function lookForTables(connection: Connection, table: HistoryTable): Promise<Look> {
  const [history, journal] = [quoteLiteral(table.sql), quoteLiteral(table.journal)];
  const [row] = await connection.query<Look>(
    `SELECT to_regclass(${history}) IS NOT NULL AS history,
      to_regclass(${journal}) IS NOT NULL AND has_table_privilege(to_regclass(${journal}), 'SELECT') AS journal,
      coalesce(has_table_privilege(to_regclass(${history}), 'SELECT'), true) AS readable,
      ${besideTables(connection, table)}`.replaceAll(
      /\b(to_regclass|has_table_privilege)\(/g,
      "pg_catalog.$1(",
    ),
  );
  if (!row!.readable) throw unreadable(table);
  return row!;
}

function besideTables({ kind }: Connection, table: HistoryTable): string {
  return `${dottedLookup(table)} AS dotted, ${kind === "embedded" ? "NULL::text" : citusVersionIn} AS citus`;
}

function dottedLookup({ dotted }: HistoryTable): string {
  if (dotted === undefined) return "NULL::text";
  return `(SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = ${quoteLiteral(dotted)} AND c.relkind = 'r' LIMIT 1)::text`;
}

/** @param seen what is known beside; absent for it is asked with the rest */
async function readTables(
  connection: Connection,
  table: HistoryTable,
  look: Pick<Look, "history" | "journal">,
  seen?: Beside,
): Promise<History> {
  const exists = { history: look.history, journal: look.journal };
  if (!look.history) return completed({ ...none, exists }, seen ?? {}, connection, table);
  const applied = look.journal ? appliedWithJournal(table) : appliedOnly(table);
  const partial = look.journal ? partialRuns(table) : nothing;
  const begun = look.journal ? begunStatements(table) : nothing;
  const batched = look.journal ? unfinishedBackfills(table) : nothing;
  const baselines = look.journal ? baselinesRun(table) : nothing;
  const repeatables = look.journal ? repeatablesRun(table) : nothing;
  const beside = seen ? nothing : `SELECT ${besideTables(connection, table)}`;
  const lists = { applied, partial, begun, batched, baselines, repeatables, beside };
  const read = await readLists<ReadLists>(connection, table, lists);
  const { baselines: names, beside: asked, ...history } = read;
  const [baseline] = names;
  const found = { ...history, ...(baseline && { baseline: baseline.name }), exists };
  return completed(found, seen ?? asked[0]!, connection, table);
}

const none = { applied: [], partial: [], begun: [], batched: [], repeatables: [] };

type ReadLists = Pick<History, "applied" | "partial" | "begun" | "batched" | "repeatables"> & {
  readonly baselines: readonly { readonly name: string }[];
  readonly beside: readonly Beside[];
};

async function completed(
  history: History,
  { dotted: schema, citus }: Beside,
  connection: Connection,
  table: HistoryTable,
): Promise<History> {
  const dotted = schema && (await readDotted(connection, table, schema, history.applied));
  return { ...history, ...(dotted && { dotted }), ...(citus && { citus }) };
}

const nothing = "SELECT WHERE false";

function baselinesRun({ journal }: HistoryTable): string {
  return `SELECT name FROM ${journal} WHERE event = 'baseline' ORDER BY id DESC LIMIT 1`;
}

/** Of one that was dropped whole the last row has no checksum. */
function repeatablesRun({ journal }: HistoryTable): string {
  return `SELECT id, name, at, duration_ms AS "durationMs", who, up_checksum AS checksum, down_sql AS drops, statements AS undropped
    FROM (SELECT DISTINCT ON (name) * FROM ${journal} WHERE event IN ('repeatable', 'dropped') ORDER BY name, id DESC) latest
    WHERE up_checksum IS NOT NULL ORDER BY name`;
}

/** The rows of several queries as one value of JSON text, so that no type parser of anybody's stands between. */
export async function readLists<Lists>(
  connection: Connection,
  table: HistoryTable,
  queries: Record<keyof Lists & string, string>,
): Promise<Lists> {
  const lists = Object.entries<string>(queries).map(
    ([name, select]) =>
      `'${name}', (SELECT coalesce(pg_catalog.json_agg(r), '[]') FROM (${select}) r)`,
  );
  let json = "{}";
  await runPatiently(
    connection,
    table,
    [`SELECT pg_catalog.json_strip_nulls(pg_catalog.json_build_object(${lists.join(", ")}))`],
    ([value]) => (json = value!),
  );
  return JSON.parse(json) as Lists;
}

function appliedOnly(table: HistoryTable): string {
  return `SELECT id, name, run_on AS at FROM ${table.sql} ORDER BY id`;
}

/**
 * The journal's rows count only for the very row of the history they were written for: a migration that
 * another tool rolled back and applied again is that tool's. Of an adopted one only the history knows when.
 */
function appliedWithJournal(table: HistoryTable): string {
  return `SELECT h.id, h.name,
      CASE WHEN j.event IN ('up', 'mark') THEN pg_catalog.to_json(j.at) ELSE pg_catalog.to_json(h.run_on) END AS at,
      CASE WHEN j.id IS NOT NULL THEN pg_catalog.json_build_object('event', j.event, 'durationMs', j.duration_ms,
        'who', j.who, 'upChecksum', coalesce(r.up_checksum, j.up_checksum)) END AS journal
    FROM ${table.sql} h
    LEFT JOIN (SELECT DISTINCT ON (history_id, name) * FROM ${table.journal}
      WHERE event IN (${appliedEvents.map(quoteLiteral).join(", ")}) ORDER BY history_id, name, id DESC) j ON j.history_id = h.id AND j.name = h.name
    LEFT JOIN (SELECT DISTINCT ON (history_id, name) * FROM ${table.journal}
      WHERE event = 'repair' ORDER BY history_id, name, id DESC) r ON r.history_id = h.id AND r.name = h.name AND r.id > j.id
    ORDER BY h.id`;
}

/**
 * A partial run counts while nothing else came after it but failures and statements that had only begun. That of a
 * rollback names the row of the history that it takes out, and counts while that row is there.
 */
function partialRuns(table: HistoryTable): string {
  return `SELECT last.name, statements, up_checksum AS checksum, CASE WHEN history_id IS NULL THEN 'up' ELSE 'down' END AS direction
    FROM (${latestEntries(table)}) last
    WHERE event = 'partial' AND (history_id IS NULL
      OR EXISTS (SELECT FROM ${table.sql} h WHERE h.id = last.history_id AND h.name = last.name))`;
}

/** A statement had begun when that is the last that the journal says of its migration. */
function begunStatements(table: HistoryTable): string {
  return `SELECT name, up_checksum AS statement, who, at, CASE WHEN history_id IS NULL THEN 'up' ELSE 'down' END AS direction
    FROM ${table.journal} j WHERE event = 'begun'
      AND NOT EXISTS (SELECT FROM ${table.journal} later WHERE later.name = j.name AND later.id > j.id
        AND NOT later.${isRemark})`;
}

async function readDotted(
  connection: Connection,
  table: HistoryTable,
  schema: string,
  applied: readonly AppliedMigration[],
): Promise<DottedTable | undefined> {
  const sql = `${quoteIdentifier(schema)}.${quoteIdentifier(table.dotted!)}`;
  const { names } = await readLists<{ names: { name: string }[] }>(connection, table, {
    names: `SELECT name FROM ${sql}`,
  });
  const known = new Set(applied.map(({ name }) => name));
  const rows = names.filter(({ name }) => !known.has(name)).length;
  return rows === 0 ? undefined : { sql, rows };
}

function unreadable(table: HistoryTable): DatabaseError {
  return new DatabaseError(
    `The history ${table.sql} cannot be read`,
    asServerError("permission denied", { sqlState: "42501" }),
    `Ask for it: GRANT SELECT ON ${table.sql}, ${table.journal} TO the role you connect with.`,
  );
}
