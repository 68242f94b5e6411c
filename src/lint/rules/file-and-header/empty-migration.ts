import { isEmpty } from "../../../migrations/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "empty-migration",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "An up section without a statement",
  why: "It is recorded as applied and does nothing: a statement that is added later never runs where the migration ran already.",
  instead: "Write the statements, or delete the file before it is applied anywhere.",
  check: {
    migration(context) {
      const { migration } = context;
      if (migration === undefined || migration.kind === "module" || !isEmpty(migration.up)) return;
      const { start, source, text } = migration.up;
      const at = source.slice(0, start).lastIndexOf("\n") + 1;
      context.report({
        at,
        message:
          text.trim() === ""
            ? "The up section is empty: the migration does nothing."
            : "The up section has only comments: the migration does nothing.",
        help: "Write the statements, or delete the file.",
      });
    },
  },
});
