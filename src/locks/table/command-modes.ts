import { lockModes, type Action, type ActionOf, type LockMode } from "../../sql/statement/index.ts";

const [, , , SUE, S, , , AE] = lockModes;

/** The lock that a command takes on each of its tables, on their indexes, and on the partition that it detaches. */
export interface CommandModes {
  readonly table: LockMode;
  readonly index?: LockMode;
  readonly partition?: LockMode;
}

/** What PostgreSQL refuses inside a transaction block, in one form at least. A dropped object is an index. */
export type StandaloneAction = ActionOf<
  "create-index" | "drop" | "reindex" | "detach-partition" | "vacuum" | "cluster"
>;

export function isStandalone(action: Action): action is StandaloneAction {
  switch (action.kind) {
    case "create-index":
    case "reindex":
    case "detach-partition":
    case "vacuum":
    case "cluster":
      return true;
    case "drop":
      return action.objectKind === "INDEX";
    default:
      return false;
  }
}

/** Source: PostgreSQL manual, the pages of the commands and 13.3.1; measured with several sessions on PostgreSQL 15. */
export function commandModes(action: StandaloneAction): CommandModes {
  switch (action.kind) {
    case "create-index":
      return { table: action.concurrently || action.byChunk ? SUE : S };
    case "drop":
      return action.concurrently ? { table: SUE, index: SUE } : { table: AE, index: AE };
    case "reindex":
      return action.concurrently ? { table: SUE, index: SUE } : { table: S, index: AE };
    case "detach-partition":
      return { table: action.concurrently || action.finalize ? SUE : AE, partition: AE };
    case "vacuum":
      return { table: action.full ? AE : SUE };
    case "cluster":
      return { table: AE };
  }
}
