import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";

export default defineRule({
  name: "matview-built-in-migration",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "CREATE MATERIALIZED VIEW or CREATE TABLE AS that runs its query in the migration",
  why: `The query reads its tables from end to end, within the transaction of the migration: it holds ACCESS SHARE on them, so that DDL
waits, an old snapshot that VACUUM cannot pass, and all locks that the transaction took before.`,
  instead: `Create it WITH NO DATA, and fill it afterwards, outside of the migration's transaction:

\`\`\`sql
-- first migration
CREATE MATERIALIZED VIEW IF NOT EXISTS daily_sales AS
    SELECT day, sum(total) AS total FROM orders GROUP BY day
    WITH NO DATA;

-- second migration
REFRESH MATERIALIZED VIEW daily_sales;
\`\`\``,
  exempt: `WITH NO DATA; temporary tables; queries of tables that the same migration creates, that are known to be small, or of none.`,
  kinds: ["create-table-as"],
  check: {
    action(action, context) {
      if (!action.withData || action.temporary) return;
      const sources = action.query.relations
        .filter((name) => context.inUse(name) && !context.isOwn(name))
        .map((name) => context.show(name));
      if (sources.length === 0) return;
      const command = action.materialized ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
      context.report({
        message: `${command} reads ${listing(sources)} in the transaction of the migration, which stays open until its query is done.`,
        help: "Write WITH NO DATA, and fill it afterwards.",
        builder: "Give `data: false`, and fill it afterwards.",
      });
    },
  },
});
