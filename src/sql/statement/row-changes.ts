import type { Action } from "./action.ts";
import type { RelationName } from "./parts.ts";

/** Rows of a table that an action reads to change them. */
export interface MetRows {
  readonly relation: RelationName;
  readonly change: "update" | "delete" | "merge";
  /** The columns that must equal a value that the text gives: by a key of them few rows are met. */
  readonly given: readonly string[];
  /** There is no condition. */
  readonly all: boolean;
}

/** The rows that an action meets to change them. */
export function metRows(action: Action): MetRows | undefined {
  switch (action.kind) {
    case "update":
    case "delete":
      return {
        relation: action.relation,
        change: action.kind,
        given: action.givenColumns,
        all: action.where === undefined,
      };
    case "merge":
      return { relation: action.relation, change: "merge", given: [], all: false };
    default:
      return undefined;
  }
}

/** The table that an action gives rows whose number its text does not say. */
export function filledBy(action: Action): RelationName | undefined {
  switch (action.kind) {
    case "create-table-as":
      return action.withData ? action.relation : undefined;
    case "insert":
      return action.rows === undefined ? action.relation : undefined;
    case "copy":
      return action.from ? action.relation : undefined;
    default:
      return undefined;
  }
}

/** Whether what an action does to a partitioned table it does to its partitions: ALTER TABLE, CREATE INDEX, without ONLY. */
export function reachesPartitions(action: Action): boolean {
  switch (action.kind) {
    case "create-index":
      return !action.only;
    case "attach-partition":
    case "detach-partition":
      return false;
    default:
      return "ifExists" in action && !action.only;
  }
}

/** The index that an action builds concurrently, where the text names it; a failed build leaves it behind, invalid. */
export function concurrentIndex(action: Action): RelationName | undefined {
  if (action.kind !== "create-index" || !action.concurrently || action.name === undefined)
    return undefined;
  const { schema } = action.relation;
  return { ...(schema !== undefined && { schema }), name: action.name };
}
