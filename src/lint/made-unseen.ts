import { type FullName, isSameName, type Schema } from "../schema/index.ts";
import type { Action, RelationName } from "../sql/statement/index.ts";
import type { Unreadable } from "./read-section.ts";

/** Relations that no statement before makes, and that may be there all the same. */
export interface MadeUnseen {
  readonly isNothing: boolean;
  has(name: FullName, schema: Schema): boolean;
}

/** What the DO blocks of a statement make, and the statements of its migration that nobody could read. */
export function madeUnseen(
  actions: readonly Action[],
  { unreadable }: { readonly unreadable: readonly Unreadable[] },
): MadeUnseen {
  const inBlocks = madeInBlocks(actions);
  const unread = unreadable.filter((one) => one.isCreation);
  return {
    isNothing: inBlocks.length + unread.length === 0,
    has: (name, schema) =>
      unread.some(({ words }) => words.has(name.name)) ||
      inBlocks.some((made) => isSameName(schema.resolve(made), name)),
  };
}

function madeInBlocks(actions: readonly Action[]): RelationName[] {
  return actions
    .flatMap((action) => (action.kind === "do-block" ? action.actions : []))
    .flatMap((action) =>
      action.kind === "create-table" || action.kind === "create-table-as" ? [action.relation] : [],
    );
}
