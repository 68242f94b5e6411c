import { type History, readHistoryAtOnce } from "../history/index.ts";
import { migrationStates } from "../plan/index.ts";
import type { Target } from "./target.ts";

/** What one question says of a target. */
export interface Glance {
  readonly history: History;
  /** Whether it has all migrations, as they are now, and nothing is to be written down of any. */
  readonly isUpToDate: boolean;
}

/** Asks a target one question; undefined where that is not enough to know its history. Takes no lock and writes nothing. */
export async function glanceAt({
  connection,
  table,
  migrations,
  baseline,
}: Pick<Target, "connection" | "table" | "migrations" | "baseline">): Promise<Glance | undefined> {
  const history = await readHistoryAtOnce(connection, table);
  if (history === undefined) return undefined;
  const states = migrationStates(migrations, history, { baseline });
  const isSettled = states.every(
    ({ state, applied, squashed }) =>
      state === "applied" && applied?.journal !== undefined && squashed === undefined,
  );
  const { partial, begun, batched } = history;
  const isWhole = partial.length + begun.length + batched.length === 0;
  return { history, isUpToDate: isSettled && isWhole };
}
