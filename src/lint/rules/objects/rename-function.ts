import { defineRule } from "../../define-rule.ts";
import { renameInUse } from "./rename.ts";

export default defineRule({
  name: "rename-function",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "Renaming a function or procedure that was there before the migration",
  why: `Code of the running release that calls it fails at once, and so do functions whose bodies name it in a string. Triggers, defaults, index expressions and views
follow, since they know the function itself.`,
  instead: `Create the function with its new name beside the old one, and drop the old one when no release calls it:

\`\`\`sql
CREATE OR REPLACE FUNCTION order_sum(order_id bigint) RETURNS numeric LANGUAGE sql STABLE
RETURN order_total(order_id);
\`\`\``,
  exempt: `A function that the same migration creates; a section that creates one with the old name; a down section that gives the old name back.`,
  kinds: ["rename"],
  check: {
    action(action, context) {
      const rename = renameInUse(action, context, [
        "FUNCTION",
        "PROCEDURE",
        "ROUTINE",
        "AGGREGATE",
      ]);
      if (rename === undefined) return;
      const { name, to } = rename;
      context.report({
        message: `Renaming ${name} to ${to} breaks code that is running: it still calls ${name}.`,
        help: `Create ${to} beside it, and drop ${name} when no release calls it.`,
      });
    },
  },
});
