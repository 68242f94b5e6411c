import { constraintsOf, type Action } from "../../sql/statement/index.ts";

/** Columns that an action makes unique together. */
export interface UniqueKey {
  readonly word: string;
  readonly columns: readonly string[];
  readonly at: number;
}

/** The primary keys, unique constraints and unique indexes that an action makes. */
export function uniqueKeys(action: Action): readonly UniqueKey[] {
  if (action.kind === "create-index") {
    const columns = action.columns.flatMap(({ name }) => name ?? []);
    return action.unique ? [{ word: "unique index", columns, at: action.at }] : [];
  }
  return constraintsOf(action).flatMap(({ kind, columns, at }) => {
    if (kind === "primary-key") return [{ word: "primary key", columns, at }];
    return kind === "unique" ? [{ word: "unique constraint", columns, at }] : [];
  });
}
