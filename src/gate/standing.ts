import type { Connection } from "../database/index.ts";
import {
  type AppliedMigration,
  type HistoryTable,
  type JournalSummary,
  readHistory,
} from "../history/index.ts";

/** A migration that is applied in another environment. */
export interface AppliedThere {
  readonly name: string;
  /** Of its up section as applied; absent where another tool applied it, and nobody adopted it. */
  readonly checksum?: string;
  /** How it came into the history there; absent as the checksum. */
  readonly event?: JournalSummary["event"];
  /** When: ISO 8601, in UTC. */
  readonly at: string;
}

/** How far another environment is. */
export interface Standing {
  readonly environment: string;
  /** When that was read, by its server's clock: ISO 8601, in UTC. */
  readonly readAt: string;
  readonly migrations: readonly AppliedThere[];
}

/** Reads how far an environment is. Times are by the clock of its server, where the migrations were applied. */
export async function standingIn(
  environment: string,
  connection: Connection,
  table: HistoryTable,
): Promise<Standing> {
  const { applied } = await readHistory(connection, table);
  const clock = await readClock(connection);
  return {
    environment,
    readAt: clock.now.toISOString(),
    migrations: applied.map((one) => appliedThere(one, clock)),
  };
}

interface Clock {
  readonly now: Date;
  /** The same as a time without an offset, as the history has it. */
  readonly local: Date;
}

async function readClock(connection: Connection): Promise<Clock> {
  const [row] = await connection.query<{ now: string; local: string }>(
    `SELECT pg_catalog.to_json(at) #>> '{}' AS now, pg_catalog.to_json(at::timestamp) #>> '{}' AS local
       FROM (SELECT pg_catalog.clock_timestamp() AS at) clock`,
  );
  return { now: new Date(row!.now), local: new Date(`${row!.local}Z`) };
}

function appliedThere({ name, at, journal }: AppliedMigration, clock: Clock): AppliedThere {
  return {
    name,
    ...(journal?.upChecksum !== undefined && { checksum: journal.upChecksum }),
    ...(journal && { event: journal.event }),
    at: momentOf(at, clock).toISOString(),
  };
}

function momentOf(at: string, { now, local }: Clock): Date {
  if (/(?:Z|[+-]\d\d(?::?\d\d)*)$/.test(at)) return new Date(at);
  return new Date(now.getTime() - local.getTime() + Date.parse(`${at}Z`));
}
