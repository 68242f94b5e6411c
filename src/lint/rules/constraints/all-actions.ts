import type { SectionContext } from "../../context.ts";
import type { Action } from "../../../sql/summary/index.ts";

/** All actions of a section, those in DO blocks too: constraints know no IF NOT EXISTS, so that is where they are guarded. */
export function allActions({ actions }: SectionContext): Action[] {
  return actions.flatMap(withInner);
}

function withInner(action: Action): Action[] {
  return action.kind === "do-block" ? [action, ...action.actions.flatMap(withInner)] : [action];
}
