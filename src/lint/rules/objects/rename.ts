import { countedBy, isSameName } from "../../../schema/index.ts";
import type { Action, ActionOf, ObjectKind } from "../../../sql/statement/index.ts";
import { shownName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { actionsTakenBack, earlierActions } from "../surrounding-actions.ts";
import { isMadeAgain, standsIn } from "./later.ts";
import { isUnused } from "./own-object.ts";

/**
 * The old and the new name, for messages, of a whole object whose old name running code may know, and finds no more.
 * @param kinds of which kinds
 */
export function renameInUse(
  action: Action,
  context: StatementContext,
  kinds: readonly ObjectKind[],
): { readonly name: string; readonly to: string } | undefined {
  if (action.kind !== "rename" || action.part !== undefined) return undefined;
  if (!kinds.includes(renamedKind(action, context))) return undefined;
  if (isUnused(action, context) || isKeptWorking(action, context)) return undefined;
  if (takesBack(action, context) || fillsGap(action, context)) return undefined;
  return { name: context.show(action.object), to: shownName([action.to]) };
}

/** Whether the section gives code something that does the same under the old name. */
function isKeptWorking(action: ActionOf<"rename">, context: StatementContext): boolean {
  const { objectKind, object, to } = action;
  if (objectKind === "SCHEMA") return false;
  const isOfRows = renamedKind(action, context).endsWith("TABLE");
  return isOfRows
    ? standsIn({ old: object, now: { ...object, name: to } }, context)
    : isMadeAgain(object, context);
}

/** What is renamed: ALTER TABLE may name a view, an index or a sequence as well. */
export function renamedKind(
  { objectKind, object }: ActionOf<"rename">,
  { schema }: StatementContext,
): ObjectKind {
  if (objectKind !== "TABLE") return objectKind;
  const relation = schema.relation(object);
  if (relation === undefined && schema.index(object) !== undefined) return "INDEX";
  if (relation === undefined && countedBy(object, schema).length > 0) return "SEQUENCE";
  return relation?.isCreated ? relation.kind.toUpperCase() : objectKind;
}

/** Whether a down section gives the name back that the up section took: the old code comes back with it. */
export function takesBack(action: ActionOf<"rename">, context: StatementContext): boolean {
  return actionsTakenBack(context).some(
    (one) =>
      one.kind === "rename" &&
      one.objectKind === action.objectKind &&
      one.to === (action.part ?? action.object.name) &&
      (one.part ?? one.object.name) === action.to,
  );
}

/** Whether the new name is one that another object gave up before in the section: a swap, which keeps the name alive. */
function fillsGap(action: ActionOf<"rename">, context: StatementContext): boolean {
  const { schema } = context;
  const to = schema.resolve({ ...action.object, name: action.to });
  return earlierActions(context).some(
    (one) =>
      (one.kind === "rename" || one.kind === "drop") &&
      one.objectKind === action.objectKind &&
      isSameName(schema.resolve(one.object), to),
  );
}
