import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** What CONCURRENTLY does without stopping anybody, and what it waits for. */
export interface ConcurrentWork {
  readonly command: string;
  /** In words that follow "waits for". */
  readonly waitsFor: string;
  /** What is left where it is cut short, in words that follow "leaves". */
  readonly leaves: string;
  /** Whether trying again, as pgmaestro does, makes good what is left. */
  readonly isMended: boolean;
}

/** The work of a CONCURRENTLY action; undefined for any other. Measured on PostgreSQL 15. */
export function concurrentWork(
  action: Action,
  context: StatementContext,
): ConcurrentWork | undefined {
  const readers = (name?: RelationName) =>
    `every open reader and writer of ${name ? context.show(name) : "its tables"}`;
  if (action.kind === "create-index" && action.concurrently)
    return {
      command: "CREATE INDEX CONCURRENTLY",
      waitsFor: `every open writer of ${context.show(action.relation)} and every older snapshot`,
      leaves: "an invalid index",
      isMended: true,
    };
  if (action.kind === "drop" && action.concurrently)
    return {
      command: "DROP INDEX CONCURRENTLY",
      waitsFor: readers(context.schema.index(action.object)?.table),
      leaves: "the index invalid",
      isMended: true,
    };
  if (action.kind === "reindex" && action.concurrently)
    return {
      command: "REINDEX CONCURRENTLY",
      waitsFor: readers(action.scope === "TABLE" ? action.relation : undefined),
      leaves: "an invalid index with the suffix _ccnew",
      isMended: false,
    };
  if (action.kind === "detach-partition" && action.concurrently)
    return {
      command: "DETACH PARTITION CONCURRENTLY",
      waitsFor: readers(action.relation),
      leaves: "the partition pending until DETACH PARTITION … FINALIZE",
      isMended: false,
    };
  return undefined;
}
