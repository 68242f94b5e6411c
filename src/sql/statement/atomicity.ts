import { tokens } from "../text/index.ts";
import type { Action, ActionOf } from "./action.ts";
import { guardOf, outsideTransaction } from "./description/index.ts";
import type { RelationName } from "./parts.ts";
import { concurrentIndex } from "./row-changes.ts";

/** How much of a statement may be done when a run is cut off in it, where no transaction of ours is around it. */
export type Atomicity =
  /** All of it or nothing: it can share a transaction with its record. */
  | { readonly kind: "whole" }
  /** It may run once more, by its nature. */
  | { readonly kind: "repeatable" }
  /** The catalog says of the index that it builds or drops concurrently. */
  | { readonly kind: "builds-index" | "drops-index"; readonly index: RelationName }
  /** Some of it, and nothing says how much: it may commit in between, or is not known. */
  | { readonly kind: "parts" };

/** Of a statement that does these things. */
export function atomicityOf(actions: readonly Action[]): Atomicity {
  const [action] = actions;
  if (action === undefined || actions.some(mayCommit)) return { kind: "parts" };
  const built = concurrentIndex(action);
  if (built !== undefined) return { kind: "builds-index", index: built };
  if (action.kind === "drop" && action.concurrently)
    return { kind: "drops-index", index: action.object };
  if (!actions.some(outsideTransaction)) return { kind: "whole" };
  return { kind: actions.every(isRepeatable) ? "repeatable" : "parts" };
}

function isRepeatable(action: Action): boolean {
  return guardOf(action).is === "repeatable";
}

/** Whether code that an action runs may end its transaction: a procedure, or a block that can be one. */
function mayCommit(action: Action): boolean {
  if (action.kind === "call") return true;
  return action.kind === "do-block" && !isPlain(action);
}

/** Source: PostgreSQL manual, 41.8 "Transaction Management": COMMIT, ROLLBACK, and CALL and DO, which may hold them. */
function isPlain({ language, body }: ActionOf<"do-block">): boolean {
  const ending = /^(?:commit|rollback|call|do)$/i;
  return (
    language === "plpgsql" &&
    !tokens(body).some(({ kind, text }) => kind === "word" && ending.test(text))
  );
}

/**
 * Whether a command waits, beside its locks, until all transactions that are older than it have ended.
 * Source: PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently"; ALTER TABLE, DETACH PARTITION.
 */
export function waitsForOlderTransactions(action: Action): boolean {
  switch (action.kind) {
    case "create-index":
    case "drop":
    case "reindex":
    case "detach-partition":
      return action.concurrently;
    default:
      return false;
  }
}
