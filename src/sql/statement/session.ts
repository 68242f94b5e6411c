import type { Action } from "./action.ts";
import { opaqueCode } from "./description/index.ts";
import { flattened } from "./flattened.ts";
import type { RelationName } from "./parts.ts";

/** Whether actions may leave settings or the role of the session changed, or do so until their transaction ends. */
export function changesSession(actions: readonly Action[]): boolean {
  return flattened(actions).some(changes);
}

/** Whether a statement is SET or RESET; not a call of set_config. */
export function isSetting({ actions }: { readonly actions: readonly Action[] }): boolean {
  return actions.every((one) => one.kind === "set" && !one.byFunction);
}

/** Whether actions do nothing but set, so that a new session is to be given the settings again. */
export function onlySets(actions: readonly Action[]): boolean {
  const calls = actions.filter((action) => action.kind === "set" && action.byFunction).length;
  return (
    actions.some(({ kind }) => kind === "set") &&
    actions.every((action) => action.kind === "set" || isMereCall(action, calls))
  );
}

function changes(action: Action): boolean {
  if (opaqueCode(action) !== undefined) return true; // a function may set what it likes
  switch (action.kind) {
    case "set":
    case "discard":
      return true;
    case "select":
      return action.query.functions.some(isSetConfig);
    case "do-block":
      return action.calls.some(isSetConfig);
    default:
      return false;
  }
}

/** SELECT of as many calls of set_config as there are columns, each of which is also a `set`. */
function isMereCall(action: Action, calls: number): boolean {
  if (action.kind !== "select") return false;
  const { relations, output } = action.query;
  return relations.length === 0 && output.length === calls;
}

function isSetConfig({ name }: RelationName): boolean {
  return name === "set_config";
}
