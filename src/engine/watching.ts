import { isAddress, isEmbeddedUrl, openServer } from "../database/index.ts";
import type { Watch } from "../events.ts";
import type { HistoryTable } from "../history/index.ts";
import { BlockerEnder } from "./end-blockers.ts";
import { authorOf, type RunOptions } from "./options.ts";
import type { Sighting } from "./sighting.ts";
import { idleLimitOf } from "./target.ts";
import { Watcher, type Look } from "./watcher.ts";

const usualTolerance = 2;

interface WatchedTarget {
  readonly table: HistoryTable;
  readonly watch: Watch;
}

/**
 * A watcher of a target's session; undefined where there is no way to a further connection.
 * @param pid the server process of the session
 */
export function watcherOf(
  target: WatchedTarget,
  options: RunOptions,
  pid: number | undefined,
): Watcher | undefined {
  const {
    database,
    openSession = openServer,
    maxBlocked = usualTolerance,
    maxBlockedHolding = 0,
  } = options;
  if (pid === undefined || !isAddress(database) || isEmbeddedUrl(database)) return undefined;
  const { watch } = target;
  const ender = enderOf(target, options, pid, () => watcher.migration);
  const watcher: Watcher = new Watcher({
    pid,
    open: (signal) => openSession(database, { signal, idleLimit: idleLimitOf(options) }),
    abandon: options.abandon,
    tolerance: { whileWaiting: maxBlocked, whileHolding: maxBlockedHolding },
    seen: (now, before) => report(now, before, watch),
    ...(ender && { endBlockers: (connection, now) => ender.end(connection, now) }),
    blind: (error) =>
      watch({
        type: "warning",
        message: `Who waits for whom cannot be seen, as there is no second connection: ${error instanceof Error ? error.message : String(error)}`,
      }),
  });
  return watcher;
}

function enderOf(
  { table, watch }: WatchedTarget,
  options: RunOptions,
  pid: number,
  migration: () => string,
): BlockerEnder | undefined {
  const { cancelBlockers: asked } = options;
  if (asked === undefined) return undefined;
  return new BlockerEnder({ pid, asked, table, author: authorOf(options), watch, migration });
}

/** What is seen; and each change once: who is in the way, and how many wait. */
function report(now: Look, before: Sighting, watch: Watch): void {
  const { blockers, waiting } = now;
  watch({ type: "seen", ...now });
  const isNew = blockers.some(({ pid }) => before.blockers.every((one) => one.pid !== pid));
  if (isNew) watch({ type: "blocked", by: blockers });
  if (waiting.sessions > before.waiting.sessions) watch({ type: "blocking", waiting });
}
