import { isSameName } from "../../../schema/index.ts";
import type { Action, ActionOf, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { allActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "security-definer-search-path",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A SECURITY DEFINER function without a SET search_path",
  why: `It runs with its owner's privileges but with the caller's search_path. Every role that may create objects, in a schema of the path or temporary ones, can
put a table, function or operator of their own before the one that is meant, and have it run as the owner.`,
  instead: `Fix the path with the function, pg_temp last:

\`\`\`sql
CREATE OR REPLACE FUNCTION shop.close_order(order_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, shop, pg_temp
AS $$ UPDATE shop.orders SET state = 'closed' WHERE id = order_id $$;
\`\`\``,
  exempt: "A function that gets its search_path by ALTER FUNCTION in the same section.",
  kinds: ["create-function", "alter-function"],
  check: {
    action(action, context) {
      const name = definerWithoutPath(action);
      if (name === undefined || isSetElsewhere(name, context)) return;
      const shown = context.show(name);
      context.report({
        message: `${shown} runs with its owner's privileges and its caller's search_path: the caller decides which tables and functions it meets.`,
        help: "Add SET search_path = pg_catalog, the schema of its objects, pg_temp.",
      });
    },
  },
});

function definerWithoutPath(action: Action): RelationName | undefined {
  if (action.kind !== "create-function" && action.kind !== "alter-function") return undefined;
  if (!action.securityDefiner || action.settings.includes("search_path")) return undefined;
  return action.kind === "create-function" ? action.name : action.object;
}

function isSetElsewhere(name: RelationName, context: StatementContext): boolean {
  const { schema } = context;
  return allActions(context)
    .filter((one): one is ActionOf<"alter-function"> => one.kind === "alter-function")
    .some(
      ({ object, settings }) =>
        settings.includes("search_path") &&
        isSameName(schema.resolve(object), schema.resolve(name)),
    );
}
