import { alteredBy, type Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { distributedTable } from "./distributed.ts";

export default defineRule({
  name: "ddl-not-propagated",
  severity: "warning",
  stake: "breakage",
  sets: ["safety", "recommended"],
  summary: "A change that the nodes of Citus do not get, as citus.enable_ddl_propagation is off",
  why: `With the setting off a statement runs on the coordinator alone. What is new gets to the nodes once a distributed table needs it, but a change of what they have
does not: a value of an enum is then refused there, "invalid input value for enum", a column is missing in the shards, "column … does not exist", and a function goes on
in its old form (measured on 12.1).`,
  instead: `Leave \`citus.enable_ddl_propagation\` on, as it is by default:

\`\`\`sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
\`\`\``,
  exempt:
    "Where no migration turns the setting off; what is new, which nodes get when they need it.",
  check: {
    action(action, context) {
      if (!context.settings.isOff("citus.enable_ddl_propagation")) return;
      const what = changedIn(action, context);
      if (what === undefined) return;
      context.report({
        message: `citus.enable_ddl_propagation is off, so that the nodes go on with ${what} as it was.`,
        help: "Leave the setting on for this statement.",
      });
    },
  },
});

function changedIn(action: Action, context: StatementContext): string | undefined {
  if (action.kind === "alter-enum") return `the type ${context.show(action.name)}`;
  if (action.kind === "create-function")
    return action.replace ? `the function ${context.show(action.name)}` : undefined;
  if (
    "movesRows" in action ||
    action.kind === "undistribute-table" ||
    action.kind === "distribute-table"
  )
    return undefined;
  const table = [...alteredBy(action), ...("ifExists" in action ? [action.relation] : [])].find(
    (name) => distributedTable(name, context.schema) !== undefined,
  );
  return table && context.show(table);
}
