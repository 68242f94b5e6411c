import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import type { HeldLock } from "../../transaction.ts";
import { exclusiveOf } from "./exclusive-locks.ts";

/** What a DO block, or a function that is called, has locked so far, each with the statement of the body that did. */
const taken = new WeakMap<StatementContext, Map<HeldLock, readonly Action[]>>();

/** The strong locks that statements above the action's have taken in its body. */
export function takenAbove(action: Action, context: StatementContext): HeldLock[] {
  const above = [...(taken.get(context) ?? [])].filter(([, by]) => !by.includes(action));
  return above.map(([lock]) => lock);
}

/** Remembers what an action of a body locks. */
export function take(action: Action, context: StatementContext): void {
  const known = taken.get(context) ?? new Map<HeldLock, readonly Action[]>();
  taken.set(context, known);
  const { statement, section, together } = context;
  const { lintable } = section.migration;
  for (const lock of action.kind === "do-block" ? [] : exclusiveOf([action], context))
    known.set({ ...lock, statement, at: action.at, section: section.section, lintable }, together);
}
