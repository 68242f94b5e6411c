import { setTimeout as sleep } from "node:timers/promises";
import type { StatementError } from "../database/index.ts";
import type { DirectedMigration, GaveWayFacts, GaveWayReason } from "../errors/index.ts";
import { lockNotAvailable } from "../history/index.ts";
import type { Segment } from "../plan/index.ts";
import type { DoneMigration, EngineContext } from "./context.ts";
import type { Line } from "./message.ts";
import { nobody, type Sighting } from "./sighting.ts";

/** A segment met a lock that others hold and is rolled back; it is to be tried again. Never seen outside. */
export class GaveWay extends Error {
  /** What was done before. */
  readonly done: readonly DoneMigration[];
  /** The migration that met it. */
  readonly migration: DirectedMigration;
  readonly reason: GaveWayReason;
  readonly pauseMs: number;

  constructor(
    done: readonly DoneMigration[],
    { migration, reason, pauseMs }: Pick<GaveWay, "migration" | "reason" | "pauseMs">,
  ) {
    super("the segment met a lock");
    this.done = done;
    this.migration = migration;
    this.reason = reason;
    this.pauseMs = pauseMs;
  }
}

/**
 * Why what failed may simply be tried again; undefined where it failed for another reason, or outside a transaction may have done a
 * part that stays.
 */
export function reasonToGiveWay(
  error: StatementError,
  line: Line | undefined,
  { transaction }: Segment,
  context: EngineContext,
): GaveWayReason | undefined {
  if (context.patience === undefined || context.signal?.aborted) return undefined;
  const mayRunAgain = transaction || (line?.statement?.atomicity?.kind ?? "parts") !== "parts";
  return mayRunAgain ? reasonOf(error, context) : undefined;
}

function reasonOf(
  { server }: StatementError,
  { watcher }: EngineContext,
): GaveWayReason | undefined {
  switch (server.sqlState) {
    case lockNotAvailable:
      return "lock-timeout";
    case "40P01": // deadlock_detected
      return "deadlock";
    case "57014": // query_canceled
      return watcher?.hasCancelled ? "blocked-others" : undefined;
    default:
      return undefined;
  }
}

/** What was tried, and who was in the way. */
export function effortOf({ patience, watcher }: EngineContext): Omit<GaveWayFacts, "reason"> {
  const { tries = 1, elapsed = 0 } = patience ?? {};
  return { tries, seconds: elapsed / 1000, ...inTheWay(watcher?.last ?? nobody) };
}

function inTheWay({ blockers, waiting }: Sighting): Pick<GaveWayFacts, "blockers" | "waiting"> {
  return { blockers, waiting };
}

/** Says that a run gave way, and pauses; not for longer than until it is asked to stop. */
export async function pauseAfter(
  { migration, reason, pauseMs }: GaveWay,
  { watch, patience, signal }: EngineContext,
): Promise<void> {
  const { name, direction } = migration;
  const tries = patience?.tries ?? 1;
  watch({ type: "gave-way", migration: name, direction, reason, tries, pauseMs });
  await sleep(pauseMs, undefined, { ...(signal && { signal }) }).catch(() => {});
}
