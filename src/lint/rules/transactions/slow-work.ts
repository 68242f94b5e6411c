import { slowWork } from "../../../locks/table/index.ts";
import { slowWorkVerbs } from "../../../plan/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/**
 * What an action does to a table in use that takes the longer the bigger it is, in words: "builds an index on orders".
 * A constraint that is validated where it was added is left to `validate-in-same-transaction`.
 */
export function slowWorkInWords(action: Action, context: StatementContext): string | undefined {
  const found = slowWork(action, context.schema).find(
    ({ kind, relation }) =>
      context.inUse(relation) &&
      !context.isOwn(relation) &&
      !(kind === "validate" && isAddedHere(action, context)),
  );
  return found && `${slowWorkVerbs[found.kind]} ${context.show(found.relation)}`;
}

function isAddedHere(action: Action, { transaction, schema }: StatementContext): boolean {
  if (action.kind !== "validate-constraint") return false;
  const { constraints } = schema.relation(action.relation) ?? {};
  return constraints?.get(action.name)?.origin.transaction === transaction.number;
}
