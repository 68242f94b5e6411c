import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "drop-owned",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP OWNED BY",
  why: `Everything that a role owns in the database is dropped, tables with their rows, different things in each database, and its
privileges on everything else are revoked. What is dropped differs from database to database.`,
  instead: `Give what the role owns to another one, and drop by name what is to go; then \`DROP OWNED\` has only privileges left to revoke, and
belongs where roles are managed, not in a migration:

\`\`\`sql
REASSIGN OWNED BY old_app TO app;
\`\`\``,
  kinds: ["drop-owned"],
  check: {
    action(_, context) {
      context.report({
        message:
          "DROP OWNED deletes everything that the role owns in this database, tables with their rows, without naming it.",
        help: "Write REASSIGN OWNED BY … TO …, and drop by name what is to go.",
      });
    },
  },
});
