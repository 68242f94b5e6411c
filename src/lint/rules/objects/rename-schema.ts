import { defineRule } from "../../define-rule.ts";
import { renameInUse } from "./rename.ts";

export default defineRule({
  name: "rename-schema",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a schema that was there before the migration",
  why: `Every qualified name in the code of the running release fails at once, and so does a search_path that has the old name: it is skipped without a word, and
the tables are not found. Functions that name the schema in a string fail when they are next called.`,
  instead: `Keep the name. Where it must change, make a schema with the new name and move to it release by release, with views in the old one:

\`\`\`sql
CREATE SCHEMA IF NOT EXISTS sales;
CREATE OR REPLACE VIEW sales.orders AS SELECT id, user_id FROM shop.orders;
\`\`\``,
  exempt: `A schema that the same migration creates; a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      const rename = renameInUse(action, context, ["SCHEMA"]);
      if (rename === undefined) return;
      const { name, to } = rename;
      context.report({
        message: `Renaming the schema ${name} to ${to} breaks code that is running: every name in it that begins with ${name} fails.`,
        help: `Keep the name; or create ${to} beside it, and move to it release by release.`,
      });
    },
  },
});
