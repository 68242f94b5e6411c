import { defineRule, isLeadingPart, isSameIndex } from "pgmaestro/rules";

export default defineRule({
  name: "drop-index-slows-queries",
  severity: "notice",
  summary: "DROP INDEX of an index that queries may need",
  why: "Queries that used the index scan the table from then on.",
  instead: "Look whether anybody uses it.",
  check: {
    action(action, context) {
      if (action.kind !== "drop" || action.objectKind !== "INDEX") return;
      const { index, table } = context.schema.index(action.object) ?? {};
      if (index !== undefined && table !== undefined) {
        if (!context.inUse(table) || context.isOwn(table) || context.section.isOwn(index)) return;
        const others = [...table.indexes.values()].filter((one) => one !== index);
        if (others.some((one) => isSameIndex(index, one) || isLeadingPart(index, one))) return;
      }
      const [name, of] = [
        context.show(action.object),
        table === undefined ? "" : ` of ${context.show(table)}`,
      ];
      context.report({
        message: `Queries${of} that use ${name} scan the whole table without it.`,
        help: `Look at idx_scan of ${name} in pg_stat_user_indexes first.`,
      });
    },
  },
});
