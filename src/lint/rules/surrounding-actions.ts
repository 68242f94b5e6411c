import { flattened, type Action } from "../../sql/statement/index.ts";
import type { StatementContext } from "../context.ts";

/** What the section does before the action that is looked at, in DO blocks too. */
export function earlierActions(context: StatementContext): readonly Action[] {
  const all = allActions(context);
  return all.slice(0, Math.max(0, all.indexOf(context.current!)));
}

/** What the section does after the action that is looked at, in DO blocks too. */
export function laterActions(context: StatementContext): readonly Action[] {
  const all = allActions(context);
  return all.slice(all.indexOf(context.current!) + 1);
}

/** All that a section does, what is in a DO block behind the block itself. */
export function allActions({ section }: Pick<StatementContext, "section">): readonly Action[] {
  return flattened(section.actions);
}
