import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedBackfill } from "../plan/index.ts";
import type { EngineContext } from "./context.ts";

const betweenLooks = 250;
/** A queue that does not end is not waited for longer, lest a backfill never goes on. */
const longestForQueue = 5_000;

/** Waits, between two batches, while replicas lag behind or other sessions queue for locks. */
export class Room {
  readonly #maxLag: number | undefined;
  readonly #context: EngineContext;
  #isBlind = false;

  constructor({ maxLag }: PlannedBackfill, context: EngineContext) {
    this.#maxLag = maxLag;
    this.#context = context;
  }

  async wait(): Promise<void> {
    const { connection, tinyBatches } = this.#context;
    if (connection.kind === "embedded" || tinyBatches !== undefined) return;
    const begin = performance.now();
    for (let told = false; !this.#context.signal?.aborted;) {
      const { queue, lag } = await this.#look();
      const isLate = this.#maxLag !== undefined && lag > this.#maxLag;
      const isQueue = queue > 0 && performance.now() - begin < longestForQueue;
      if (!isLate && !isQueue) return;
      if (isLate && !told) this.#context.watch({ type: "batches-paused", lagMs: Math.round(lag) });
      told ||= isLate;
      await sleep(betweenLooks, undefined, {
        ...(this.#context.signal && { signal: this.#context.signal }),
      }).catch(() => {});
    }
  }

  /** Source: PostgreSQL manual, 27.2.4 "pg_stat_replication", 53.13 "pg_locks". */
  async #look(): Promise<{ readonly queue: number; readonly lag: number }> {
    const lag = `SELECT coalesce(max(extract(epoch FROM replay_lag)), 0)::float8 * 1000 FROM pg_catalog.pg_stat_replication`;
    const hidden = `SELECT count(*)::int FROM pg_catalog.pg_stat_replication WHERE state IS NULL`;
    const [row] = await this.#context.connection.query<{
      queue: number;
      lag: number;
      hidden: number;
    }>(
      `SELECT (SELECT count(*)::int FROM pg_catalog.pg_locks l
          WHERE NOT l.granted AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) AS queue,
        (${this.#maxLag === undefined ? "0::float8" : lag}) AS lag, (${this.#maxLag === undefined ? "0" : hidden}) AS hidden`,
    );
    if (row!.hidden > 0) this.#tellBlind();
    return row!;
  }

  #tellBlind(): void {
    if (this.#isBlind) return;
    this.#isBlind = true;
    this.#context.watch({
      type: "warning",
      message:
        "How far replicas lag behind is hidden from the role, so max-lag is not obeyed: GRANT pg_read_all_stats to it.",
    });
  }
}
