import type { Action } from "./action.ts";

/** Actions, each DO block followed by those that can be read in it. */
export function flattened(actions: readonly Action[]): readonly Action[] {
  if (!actions.some(({ kind }) => kind === "do-block")) return actions;
  return actions.flatMap((action) =>
    action.kind === "do-block" ? [action, ...flattened(action.actions)] : [action],
  );
}
