import { defineRule } from "../../define-rule.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-extension",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP EXTENSION of an extension that was there before the migration",
  why: `All its functions, types and operators go. Functions whose bodies name one of them in a string fail when they are next
called, since PostgreSQL does not track that. While a column, an index or a default uses the extension the statement is refused; with CASCADE
they are dropped, columns with their data.`,
  instead: `Find what uses the extension (\`pg_depend\` does not see into function bodies), replace it, release code without it, and drop the
extension then, without CASCADE:

\`\`\`sql
-- pgmaestro-ignore drop-extension: nothing calls its functions since release 4.2
DROP EXTENSION IF EXISTS tablefunc;
\`\`\``,
  exempt: "An extension that the same migration creates, so too in its down section.",
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (action.objectKind !== "EXTENSION" || isUnused(action, context)) return;
      const name = context.show(action.object);
      context.report({
        message: `DROP EXTENSION takes ${name} away with its functions, types and operators: code and functions that use them fail.`,
        help: `Replace what uses ${name} first; then drop it without CASCADE.`,
      });
    },
  },
});
