import { defineRule } from "../../define-rule.ts";
import { renameInUse } from "./rename.ts";

export default defineRule({
  name: "rename-view",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a view that was there before the migration",
  why: `Code of the running release that reads the view fails at once, and functions that name it in a string fail when they are next called. Views over it follow.`,
  instead: `Create the view with its new name beside the old one, and drop the old one when no release reads it:

\`\`\`sql
CREATE OR REPLACE VIEW order_sums AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
\`\`\``,
  exempt: `A view that the same migration creates; a section that creates a view with the old name, or gives the old name to another one; a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      const rename = renameInUse(action, context, ["VIEW", "MATERIALIZED VIEW"]);
      if (rename === undefined) return;
      const { name, to } = rename;
      context.report({
        message: `Renaming the view ${name} to ${to} breaks code that is running: it still says ${name}.`,
        help: `Create ${to} beside it, and drop ${name} when no release reads it.`,
      });
    },
  },
});
