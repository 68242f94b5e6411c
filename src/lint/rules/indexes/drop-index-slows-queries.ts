import { defineRule } from "../../define-rule.ts";
import { isLeadingPart, isSameIndex } from "../../../schema/index.ts";

export default defineRule({
  name: "drop-index-slows-queries",
  severity: "notice",
  stake: "breakage",
  sets: [],
  summary: "DROP INDEX of an index that queries may need",
  why: `Queries that used the index scan the table from then on. Nothing in the migrations shows which those are; the server counts them in
pg_stat_user_indexes.idx_scan.`,
  instead: `Look whether anybody uses it, on every replica too:

\`\`\`sql
SELECT idx_scan, last_idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'orders_user_id_idx';
\`\`\``,
  exempt: `Off by default. Indexes that the same migration makes, in its down section too; indexes of tables that it makes, and of small ones; where another index
does the same.`,
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (action.objectKind !== "INDEX") return;
      const { index, table } = context.schema.index(action.object) ?? {};
      if (table && (!context.inUse(table) || context.isOwn(table))) return;
      if (index && context.section.isOwn(index)) return;
      const others = [...(table?.indexes.values() ?? [])].filter((one) => one !== index);
      if (index && others.some((one) => isSameIndex(index, one) || isLeadingPart(index, one)))
        return;
      const name = context.show(action.object);
      context.report({
        message: `Queries${table ? ` of ${context.show(table)}` : ""} that use ${name} scan the whole table without it.`,
        help: `Look at idx_scan of ${name} in pg_stat_user_indexes first.`,
      });
    },
  },
});
