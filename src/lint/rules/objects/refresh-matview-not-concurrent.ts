import { defineRule } from "../../define-rule.ts";
import { lacksKey } from "./matview-key.ts";

export default defineRule({
  name: "refresh-matview-not-concurrent",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
  why: `ACCESS EXCLUSIVE on the view from the beginning of its query until the transaction ends: nobody can read the view in that time. With
CONCURRENTLY it is EXCLUSIVE, and reads go on; that needs a unique index on plain columns without a WHERE, and may run
in a transaction.`,
  instead: `Refresh it CONCURRENTLY, after it has a unique index:

\`\`\`sql
-- first migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS daily_sales_day_idx ON daily_sales (day);

-- second migration
REFRESH MATERIALIZED VIEW CONCURRENTLY daily_sales;
\`\`\``,
  exempt: `A view that the same migration creates; one that is known to be empty so far, by WITH NO DATA: its first refresh cannot be
CONCURRENTLY, and nobody can read it before; a view that is known to be small.`,
  kinds: ["refresh"],
  check: {
    action(action, context) {
      if (action.concurrently) return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      const known = context.relation(action.relation);
      if (known?.isPopulated === false) return;
      const view = context.show(action.relation);
      if (!action.withData) {
        context.report({
          message: `REFRESH … WITH NO DATA empties ${view}: queries of it fail until the next refresh.`,
          help: `Write REFRESH MATERIALIZED VIEW CONCURRENTLY ${view}.`,
        });
        return;
      }
      context.report({
        message: `Nobody can read ${view} until the transaction ends: REFRESH MATERIALIZED VIEW runs its query under ACCESS EXCLUSIVE.`,
        help: lacksKey(known)
          ? `Create a unique index on ${view} first; then write REFRESH MATERIALIZED VIEW CONCURRENTLY.`
          : "Write REFRESH MATERIALIZED VIEW CONCURRENTLY.",
        builder: lacksKey(known)
          ? `Create a unique index on ${view} first; then give \`concurrently: true\`.`
          : "Give `concurrently: true`.",
      });
    },
  },
});
