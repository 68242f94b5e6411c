import { hostname, userInfo } from "node:os";
import { literal, quoteLiteral } from "../sql/quote.ts";
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
const seconds = "extract(epoch FROM pg_catalog.clock_timestamp())";
const setClock = `pg_catalog.set_config('${clock}', (${seconds})::text, false)`;
/** NULL where a migration's own RESET ALL has reset the clock as well. */
const elapsed = `(${seconds} - nullif(pg_catalog.current_setting('${clock}', true), '')::numeric) * 1000`;

/** Starts the clock that the next record reads its duration from. */
export function startClock(): string {
  return `SELECT ${setClock}`;
}

/**
 * Records that a migration was applied: one row in the history, one in the journal. Returns the duration in
 * milliseconds and starts the clock anew.
 * `run_on` never goes back, whatever the session's time zone, since node-pg-migrate orders by it.
 */
export function recordUp(
  table: HistoryTable,
  event: "up" | "mark",
  migration: Recorded,
  author: Author,
): string {
  const { name, upChecksum, downChecksum, downSql } = migration;
  return `WITH recorded AS (
      INSERT INTO ${table.sql} (name, run_on)
      SELECT ${quoteLiteral(name)}, greatest(LOCALTIMESTAMP, (SELECT run_on FROM ${table.sql} ORDER BY id DESC LIMIT 1))
      RETURNING id),
    journaled AS (
      INSERT INTO ${table.journal} (history_id, name, event, duration_ms, up_checksum, down_checksum, down_sql, who, tool)
      SELECT id, ${quoteLiteral(name)}, '${event}', ${event === "up" ? elapsed : "NULL"}, ${literal(upChecksum)},
        ${literal(downChecksum)}, ${literal(downSql)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)} FROM recorded
      RETURNING duration_ms)
    SELECT duration_ms, ${setClock} FROM journaled`;
}

/** Records that a migration is no longer applied. Returns as `recordUp` does. */
export function recordDown(
  table: HistoryTable,
  event: "down" | "unmark",
  name: string,
  author: Author,
): string {
  return `WITH removed AS (
      DELETE FROM ${table.sql} WHERE name = ${quoteLiteral(name)} RETURNING id),
    journaled AS (
      INSERT INTO ${table.journal} (history_id, name, event, duration_ms, who, tool)
      SELECT max(id), ${quoteLiteral(name)}, '${event}', ${event === "down" ? elapsed : "NULL"},
        ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)} FROM removed
      RETURNING duration_ms)
    SELECT duration_ms, ${setClock} FROM journaled`;
}

/** Journals that the first statements of a migration are done, outside a transaction. */
export function recordPartial(
  table: HistoryTable,
  name: string,
  statements: number,
  checksum: string,
  author: Author,
): string {
  return `INSERT INTO ${table.journal} (name, event, statements, up_checksum, who, tool)
    VALUES (${quoteLiteral(name)}, 'partial', ${statements}, ${quoteLiteral(checksum)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** Journals that a statement begins whose end no transaction can record with it. */
export function recordBegun(
  table: HistoryTable,
  name: string,
  statement: string,
  author: Author,
): string {
  return `INSERT INTO ${table.journal} (name, event, up_checksum, who, tool)
    VALUES (${quoteLiteral(name)}, 'begun', ${quoteLiteral(statement)}, ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
}

/** Journals that a migration failed. */
export function recordFailed(table: HistoryTable, name: string, author: Author): string {
  return `INSERT INTO ${table.journal} (name, event, who, tool)
    VALUES (${quoteLiteral(name)}, 'failed', ${quoteLiteral(author.who)}, ${quoteLiteral(author.tool)})`;
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
 * Fails with SQLSTATE PGM01 when the history is no longer as the plan saw it: where a pooler or an embedded
 * server shares one session among clients, the advisory lock alone does not keep two runs apart.
 */
export function guardHistory(
  table: HistoryTable,
  absent: readonly string[],
  present: readonly string[],
): string {
  const list = (names: readonly string[]) =>
    `ARRAY[${names.map(quoteLiteral).join(", ")}]::varchar[]`;
  return `DO ${quoteLiteral(`BEGIN
    LOCK TABLE ${table.sql} IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM ${table.sql} WHERE name = ANY (${list(absent)}))
      OR (SELECT count(DISTINCT name) FROM ${table.sql} WHERE name = ANY (${list(present)})) <> ${present.length} THEN
      RAISE EXCEPTION USING ERRCODE = '${historyChanged}', MESSAGE = 'the history changed after the plan was made';
    END IF;
  END`)}`;
}

/** SQLSTATE of `guardHistory`. */
export const historyChanged = "PGM01";
