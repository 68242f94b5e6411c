import { isSameName } from "../../../schema/index.ts";
import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { laterActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "autovacuum-disabled",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "autovacuum_enabled = false",
  why: `Dead rows are never cleaned up and statistics never renewed: the table grows, its plans get worse, and one day autovacuum comes all the same, to keep transaction
ids from wrapping around, and then reads all of it. Setting the option takes SHARE UPDATE EXCLUSIVE: reads and writes go on.`,
  instead: `Make autovacuum come more often or go slower, for this table:

\`\`\`sql
ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 5);
\`\`\``,
  exempt: "A temporary table, which autovacuum never sees; a section that enables it again.",
  check: {
    action(action, context) {
      const options = optionsOf(action);
      if (options === undefined || !isOff(options) || isEnabledLater(action, context)) return;
      const { relation } = action as Extract<Action, { kind: "set-options" }>;
      if (context.relation(relation)?.temporary) return;
      const table = context.show(relation);
      context.report({
        message: `Without autovacuum ${table} grows, and its statistics and plans get worse, until somebody remembers.`,
        help: "Tune autovacuum for the table instead, such as autovacuum_vacuum_scale_factor.",
      });
    },
  },
});

type Options = Readonly<Record<string, string | undefined>>;

function optionsOf(action: Action): Options | undefined {
  if (action.kind === "set-options") return action.options;
  return action.kind === "create-table" && !action.temporary ? action.options : undefined;
}

function isOff({ autovacuum_enabled: value }: Options): boolean {
  return value !== undefined && /^(?:f|false|off|n|no|0)$/i.test(value);
}

function isEnabledLater(action: Action, context: StatementContext): boolean {
  const { schema } = context;
  const { relation } = action as Extract<Action, { kind: "set-options" }>;
  return laterActions(context).some(
    (one) =>
      one.kind === "set-options" &&
      "autovacuum_enabled" in one.options &&
      !isOff(one.options) &&
      isSameName(schema.resolve(one.relation), schema.resolve(relation)),
  );
}
