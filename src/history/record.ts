import { hostname, userInfo } from "node:os";
import { literal, quoteLiteral } from "../sql/text/index.ts";
import type { JournalEntry } from "./journal-entries.ts";
import type { BegunStatement, PartialRun } from "./read.ts";
import { timeoutMilliseconds } from "./lock-wait.ts";
import type { HistoryTable } from "./table.ts";

/** A migration as it is recorded. */
export interface Recorded {
  readonly name: string;
  readonly upChecksum?: string | undefined;
  readonly downChecksum?: string | undefined;
  /** The down section, so that a rollback can do without the file. */
  readonly downSql?: string | undefined;
}

/** Who runs, as the journal shows it: `user@host`. */
export function currentUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}@${hostname()}`;
  }
}

/** Source of the journal's columns `who` and `tool`. */
export interface Author {
  readonly who: string;
  readonly tool: string;
}

const clock = "pgmaestro.clock";
const durations = "pgmaestro.durations";
const seconds = "extract(epoch FROM pg_catalog.clock_timestamp())";
const setting = (name: string) => `pg_catalog.current_setting('${name}', true)`;
const set = (name: string, value: string) => `pg_catalog.set_config('${name}', ${value}, false)`;

/** Starts the clock that durations are taken from. */
export function startClock(): string {
  return `SELECT ${set(clock, `(${seconds})::text`)}, ${set(durations, "''")}`;
}

/**
 * Takes the time of the migration that is done, for the record that will follow, and restarts the clock.
 * Returns the duration in milliseconds; NULL where the migration's own RESET ALL has reset the clock as well.
 */
export function takeTime(): string {
  return `SELECT took, ${set(durations, `coalesce(${setting(durations)}, '') || ' ' || coalesce(took::text, 'NaN')`)}, ${set(clock, `(${seconds})::text`)}
    FROM (SELECT (${seconds} - nullif(${setting(clock)}, '')::numeric) * 1000 AS took) t`;
}

/** The times taken since the last record, in order. */
const times = `unnest(pg_catalog.string_to_array(nullif(pg_catalog.ltrim(${setting(durations)}), ''), ' ')::double precision[])
      WITH ORDINALITY taken (took, place)`;
const duration = "nullif(taken.took, 'NaN')";

/**
 * Records that migrations were applied, in this order: a row each in the history and in the journal. Their times
 * were taken, in the same order, before.
 * `run_on` never goes back, in any time zone of the session, since node-pg-migrate orders by it.
 */
export function recordUp(
  table: HistoryTable,
  event: "up" | "mark",
  migrations: readonly Recorded[],
  author: Author,
): string {
  return `WITH given (place, name, up_checksum, down_checksum, down_sql) AS (VALUES ${migrations.map(valuesOf).join(", ")}),
    recorded AS (
      INSERT INTO ${table.sql} (name, run_on)
      SELECT name, greatest(LOCALTIMESTAMP, (SELECT run_on FROM ${table.sql} ORDER BY id DESC LIMIT 1))
        FROM given ORDER BY place
      RETURNING id, name)
    INSERT INTO ${table.journal} (history_id, name, event, duration_ms, up_checksum, down_checksum, down_sql, who, tool)
    SELECT recorded.id, given.name, '${event}', ${duration}, up_checksum, down_checksum, down_sql,
        ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)}
      FROM given JOIN recorded USING (name) LEFT JOIN ${times} USING (place) ORDER BY place`;
}

function valuesOf({ name, upChecksum, downChecksum, downSql }: Recorded, index: number): string {
  return `(${index + 1}, ${quoteLiteral(name)}, ${literal(upChecksum)}::text, ${literal(downChecksum)}::text, ${literal(downSql)}::text)`;
}

/**
 * Puts one migration in the place of others that are applied: its row is that of the last of them, so that their order among
 * the rest stays. Each of them is journaled with its name.
 * @param rows in the order in which they were applied
 */
export function recordSquash(
  table: HistoryTable,
  { name, upChecksum }: Recorded,
  rows: readonly { readonly id: number; readonly name: string }[],
  { who, tool }: Author,
): string {
  const [into, by] = [quoteLiteral(name), `${quoteLiteral(who)}, ${quoteLiteral(tool)}`];
  const { id: last } = rows.at(-1)!;
  const others = rows.slice(0, -1).map(({ id }) => id);
  const gone = rows.map((row) => `(${row.id}, ${quoteLiteral(row.name)})`).join(", ");
  return `WITH removed AS (DELETE FROM ${table.sql} WHERE id = ANY (ARRAY[${others.join(", ")}]::integer[])),
    kept AS (UPDATE ${table.sql} SET name = ${into} WHERE id = ${last})
    INSERT INTO ${table.journal} (history_id, name, event, up_checksum, detail, who, tool)
    SELECT id, name, 'squash', NULL, ${into}, ${by} FROM (VALUES ${gone}) given (id, name)
    UNION ALL SELECT ${last}, ${into}, 'squash', ${literal(upChecksum)}, NULL, ${by}`;
}

/**
 * Records that a baseline was run, in the journal alone, and then the migrations that it stands for as they are marked. Its
 * time was taken before.
 */
export function recordBaseline(
  table: HistoryTable,
  { name, upChecksum }: Recorded,
  standsFor: readonly Recorded[],
  { who, tool }: Author,
): string[] {
  const event = `INSERT INTO ${table.journal} (name, event, duration_ms, up_checksum, who, tool)
    SELECT ${quoteLiteral(name)}, 'baseline', (SELECT ${duration} FROM ${times}), ${literal(upChecksum)},
      ${quoteLiteral(who)}, ${quoteLiteral(tool)}`;
  if (standsFor.length === 0) return [event];
  return [event, startClock(), recordUp(table, "mark", standsFor, { who, tool })];
}

/**
 * Journals that a repeatable migration or a seed has run, or that what one no longer makes is dropped; of one without a file, which
 * is gone then, there is no checksum. Its time was taken before.
 */
export function recordInJournal(
  table: HistoryTable,
  { name, upChecksum, downSql, undropped }: Recorded & { readonly undropped?: number | undefined },
  event: "repeatable" | "dropped" | "seed",
  { who, tool }: Author,
): string {
  return `INSERT INTO ${table.journal} (name, event, duration_ms, up_checksum, down_sql, statements, who, tool)
    SELECT ${quoteLiteral(name)}, '${event}', (SELECT ${duration} FROM ${times}), ${literal(upChecksum)}, ${literal(downSql)},
      ${undropped ?? "NULL"}::integer, ${quoteLiteral(who)}, ${quoteLiteral(tool)}`;
}

/** Records that migrations are no longer applied, in this order. Their times were taken before. */
export function recordDown(
  table: HistoryTable,
  event: "down" | "unmark",
  names: readonly string[],
  author: Author,
): string {
  const given = names.map((name, index) => `(${index + 1}, ${quoteLiteral(name)})`);
  return `WITH given (place, name) AS (VALUES ${given.join(", ")}),
    removed AS (
      DELETE FROM ${table.sql} WHERE name IN (SELECT name FROM given) RETURNING id, name)
    INSERT INTO ${table.journal} (history_id, name, event, duration_ms, who, tool)
    SELECT (SELECT max(id) FROM removed WHERE removed.name = given.name), given.name, '${event}', ${duration},
        ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)}
      FROM given LEFT JOIN ${times} USING (place) ORDER BY place`;
}

/** Journals that the first statements of a migration are done, outside a transaction. */
export function recordPartial(
  table: HistoryTable,
  { name, direction, statements, checksum }: PartialRun,
  author: Author,
): string {
  const row = rolledBackRow(table, name, direction);
  return `INSERT INTO ${table.journal} (history_id, name, event, statements, up_checksum, who, tool)
    VALUES (${row}, ${quoteLiteral(name)}, 'partial', ${statements}, ${quoteLiteral(checksum)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** Journals that a statement begins whose end no transaction can record with it. */
export function recordBegun(
  table: HistoryTable,
  { name, direction, statement }: BegunStatement,
  author: Author,
): string {
  const row = rolledBackRow(table, name, direction);
  return `INSERT INTO ${table.journal} (history_id, name, event, up_checksum, who, tool)
    VALUES (${row}, ${quoteLiteral(name)}, 'begun', ${quoteLiteral(statement)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** The row of the history that a rollback takes out. */
export function rolledBackRow(table: HistoryTable, name: string, direction: "up" | "down"): string {
  return direction === "up"
    ? "NULL::integer"
    : `(SELECT max(id) FROM ${table.sql} WHERE name = ${quoteLiteral(name)})`;
}

/** Journals that a migration failed. */
export function recordFailed(table: HistoryTable, name: string, author: Author): string {
  return `INSERT INTO ${table.journal} (name, event, who, tool)
    VALUES (${quoteLiteral(name)}, 'failed', ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** Journals something about a migration that its detail says. */
export function recordDetail(
  table: HistoryTable,
  { name, event, detail }: Pick<JournalEntry, "name" | "event" | "detail">,
  author: Author,
): string {
  return `INSERT INTO ${table.journal} (name, event, detail, who, tool)
    VALUES (${quoteLiteral(name)}, '${event}', ${literal(detail)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** Journals the checksums of today's files for rows that are there already. */
export function recordChecksums(
  table: HistoryTable,
  event: "adopt" | "repair",
  migration: Recorded & { readonly historyId: number },
  author: Author,
): string {
  const { historyId, name, upChecksum, downChecksum, downSql } = migration;
  return `INSERT INTO ${table.journal} (history_id, name, event, up_checksum, down_checksum, down_sql, who, tool)
    VALUES (${historyId}, ${quoteLiteral(name)}, '${event}', ${literal(upChecksum)}, ${literal(downChecksum)},
      ${literal(downSql)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/**
 * Records a migration that another tool applied: one row in the history, one in the journal.
 * @param at when, as a local time; absent for now. As in `recordUp` it never goes back.
 */
export function recordImported(
  table: HistoryTable,
  migration: Recorded & { readonly at?: string | undefined },
  author: Author,
): string {
  const { name, at, upChecksum, downChecksum, downSql } = migration;
  return `WITH recorded AS (
      INSERT INTO ${table.sql} (name, run_on)
      SELECT ${quoteLiteral(name)}, greatest(${at === undefined ? "LOCALTIMESTAMP" : `${quoteLiteral(at)}::timestamp`},
        (SELECT run_on FROM ${table.sql} ORDER BY id DESC LIMIT 1))
      RETURNING id)
    INSERT INTO ${table.journal} (history_id, name, event, up_checksum, down_checksum, down_sql, who, tool)
    SELECT id, ${quoteLiteral(name)}, 'adopt', ${literal(upChecksum)}, ${literal(downChecksum)},
      ${literal(downSql)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)} FROM recorded`;
}

/**
 * Fails with SQLSTATE PGM01 when the history is no longer as the plan saw it: where a pooler or an embedded
 * server shares one session among clients, the advisory lock alone does not keep two runs apart.
 */
export function guardHistory(
  table: HistoryTable,
  absent: readonly string[],
  present: readonly string[],
): string {
  return `DO ${quoteLiteral(`DECLARE before text := pg_catalog.current_setting('lock_timeout'); BEGIN
    PERFORM pg_catalog.set_config('lock_timeout', '${timeoutMilliseconds(table.lockWait)}', true);
    ${lockHistory(table)};
    PERFORM pg_catalog.set_config('lock_timeout', before, true);
    IF ${isNot(table, absent, present)} THEN
      RAISE EXCEPTION USING ERRCODE = '${historyChanged}', MESSAGE = 'the history changed after the plan was made';
    END IF;
  END`)}`;
}

/** Keeps others from recording, while they can still read. */
export function lockHistory(table: HistoryTable): string {
  return `LOCK TABLE ${table.sql} IN SHARE ROW EXCLUSIVE MODE`;
}

/** SQLSTATE of `guardHistory`. */
export const historyChanged = "PGM01";

/** Fails with SQLSTATE PGM03 when the history does not say what was just written: a trigger or a rule may prevent it. */
export function checkHistory(
  table: HistoryTable,
  present: readonly string[],
  absent: readonly string[],
): string {
  return `DO ${quoteLiteral(`BEGIN
    IF ${isNot(table, absent, present)} THEN
      RAISE EXCEPTION USING ERRCODE = '${historyUnwritten}', MESSAGE = 'the history does not keep what is written into it';
    END IF;
  END`)}`;
}

/** SQLSTATE of `checkHistory`. */
export const historyUnwritten = "PGM03";

/** A condition: that one of these is in the history, or one of those is not. */
function isNot(table: HistoryTable, absent: readonly string[], present: readonly string[]): string {
  const list = (names: readonly string[]) =>
    `ARRAY[${names.map(quoteLiteral).join(", ")}]::varchar[]`;
  return `EXISTS (SELECT FROM ${table.sql} WHERE name = ANY (${list(absent)}))
      OR (SELECT count(DISTINCT name) FROM ${table.sql} WHERE name = ANY (${list(present)})) <> ${present.length}`;
}
