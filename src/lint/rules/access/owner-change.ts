import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "owner-change",
  severity: "notice",
  stake: "breakage",
  sets: [],
  summary: "OWNER TO of something that was there before the migration",
  why: `Of a table it takes ACCESS EXCLUSIVE on the table and all its indexes, for a moment. The owner passes row level security, may alter and drop the
object, and is who SECURITY DEFINER functions run as.`,
  instead: `Let the role that is to own things create them; a migration that runs as that role needs no OWNER TO. Where it is meant, say so:

\`\`\`sql
-- pgmaestro-ignore owner-change: the application's role goes away
ALTER TABLE orders OWNER TO shop_owner;
\`\`\``,
  exempt: "A table, view or sequence that the same migration creates; a temporary one.",
  kinds: ["owner", "change-owner"],
  check: {
    action(action, context) {
      const name = action.kind === "owner" ? action.object : action.relation;
      const isTable = action.kind === "change-owner";
      if (isTable && (context.isOwn(name) || context.relation(name)?.temporary)) return;
      const shown = context.show(name);
      context.report({
        message: isTable
          ? `Another owner of ${shown}${action.objectKind === "TABLE" ? " passes its row level security, and" : ""} is set under ACCESS EXCLUSIVE.`
          : `Another owner of ${shown} may alter and drop it, and decides as whom it runs.`,
        help: "Let the role that is to own it create it.",
      });
    },
  },
});
