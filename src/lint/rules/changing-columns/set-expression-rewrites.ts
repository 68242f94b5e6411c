import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "set-expression-rewrites",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "SET EXPRESSION of a stored generated column",
  why: `The values of all rows are computed again: the table and all its indexes are rewritten under ACCESS EXCLUSIVE. The command exists from PostgreSQL
17 on. A virtual column, from 18 on, stores nothing, and changing its expression writes nothing. Measured on PostgreSQL 17 and 18.`,
  instead: `Let a new column take the place of the old one: a plain column that a trigger keeps up to date, filled in batches; from PostgreSQL 18 on
a VIRTUAL one, where it needs no index.`,
  exempt: `Virtual columns; a table that the same migration creates; a temporary table; a table that is known to be small; a statement that was traced
and rewrote nothing.`,
  kinds: ["set-expression"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      const column = context.relation(action.relation)?.columns.get(action.column);
      if (column?.generated === "virtual" || isSeen("rewrites", context) === false) return;
      const isUnsure = column?.generated === undefined && context.postgres >= 18;
      const table = context.show(action.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `SET EXPRESSION computes ${action.column} again for every row${isUnsure ? ", unless it is virtual," : ""} and so rewrites it`,
        ),
        help: `Add a new column, keep it up to date by a trigger, fill it in batches, and switch over in later migrations.`,
        severity: isUnsure && !isSeen("rewrites", context) ? "warning" : undefined,
      });
    },
  },
});
