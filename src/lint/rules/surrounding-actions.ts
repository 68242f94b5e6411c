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

/** All that the up section of a down section's migration does, the same way. */
export function actionsTakenBack({
  section,
}: Pick<StatementContext, "section">): readonly Action[] {
  const { direction, migration } = section;
  return direction === "down" ? flattened(migration.sections.up?.actions ?? []) : [];
}

/** What the migration does before the action that is looked at: the up section comes before the down section. */
export function actionsBefore(context: StatementContext): readonly Action[] {
  return [...actionsTakenBack(context), ...earlierActions(context)];
}

/** What is found of the actions that stand at one place, such as the objects of a DROP, which make one finding. */
export function byPlace<Found>(
  context: StatementContext,
  read: (action: Action) => Found | undefined,
): { readonly at: number; readonly found: readonly Found[] }[] {
  const places = new Map<number, Found[]>();
  for (const action of context.actions) {
    context.current = action;
    const found = read(action);
    if (found !== undefined) places.set(action.at, [...(places.get(action.at) ?? []), found]);
  }
  context.current = undefined;
  return Array.from(places, ([at, found]) => ({ at, found }));
}
