import { defineRule, isEmpty } from "pgmaestro/rules";

export default defineRule({
  name: "empty-migration",
  severity: "warning",
  summary: "An up section without a statement",
  why: "It is recorded as applied and does nothing.",
  instead: "Write the statements, or delete the file.",
  check: {
    migration(context) {
      const up = context.migration?.kind === "sql" ? context.migration.up : undefined;
      if (up === undefined || !isEmpty(up)) return;
      const what = up.text.trim() === "" ? "is empty" : "has only comments";
      context.report({
        at: up.source.slice(0, up.start).lastIndexOf("\n") + 1,
        message: `The up section ${what}: the migration does nothing.`,
        help: "Write the statements, or delete the file.",
      });
    },
  },
});
