import { isSameName } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { laterActions } from "../surrounding-actions.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";

/** Whether something of a name that goes away is there again at the end of the section. */
export function isMadeAgain(name: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  const gone = schema.resolve(name);
  return laterActions(context).some((action) => {
    const made = madeBy(action);
    return made !== undefined && isSameName(schema.resolve(made), gone);
  });
}

/** Whether the section creates a table of the name of one that it drops; which may be a temporary one. */
export function tableCreatedAgain(
  name: RelationName,
  context: StatementContext,
): "temporary" | "permanent" | undefined {
  const { schema } = context;
  const created = laterActions(context).find(
    (one) =>
      (one.kind === "create-table" || one.kind === "create-table-as") &&
      isSameName(schema.resolve(one.relation), schema.resolve(name)),
  );
  if (created === undefined) return undefined;
  return "temporary" in created && created.temporary ? "temporary" : "permanent";
}

function madeBy(action: Action): RelationName | undefined {
  switch (action.kind) {
    case "create-table":
    case "create-table-as":
    case "create-view":
      return action.relation;
    case "create-function":
    case "create-type":
    case "create-domain":
      return action.name;
    case "create-schema":
      return { name: action.name };
    case "rename":
      return action.part === undefined ? { ...action.object, name: action.to } : undefined;
    default:
      return undefined;
  }
}
