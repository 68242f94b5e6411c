import { type History, readHistoryAtOnce } from "../history/index.ts";
import type { Migration } from "../migrations/index.ts";
import { isSettled, migrationStates } from "../plan/index.ts";
import type { Target } from "./target.ts";

/** What one question says of a target. */
export interface Glance {
  readonly history: History;
  /** Whether it has all migrations, as they are now, and nothing is to be written down of any. */
  readonly isUpToDate: boolean;
}

export interface GlanceTarget extends Pick<
  Target,
  "connection" | "table" | "migrations" | "baseline"
> {
  readonly repeatables: readonly Migration[];
}

/** Asks a target one question; undefined where that is not enough to know its history. Takes no lock and writes nothing. */
export async function glanceAt({
  connection,
  table,
  migrations,
  baseline,
  repeatables,
}: GlanceTarget): Promise<Glance | undefined> {
  const history = await readHistoryAtOnce(connection, table);
  if (history === undefined) return undefined;
  const states = migrationStates(migrations, history, { baseline });
  const areApplied = states.every(
    ({ state, applied, squashed }) =>
      state === "applied" && applied?.journal !== undefined && squashed === undefined,
  );
  const { partial, begun, batched, dotted } = history;
  const isWhole = partial.length + begun.length + batched.length === 0 && dotted === undefined;
  const isUpToDate = areApplied && isWhole && isSettled(repeatables, history.repeatables);
  return { history, isUpToDate };
}
