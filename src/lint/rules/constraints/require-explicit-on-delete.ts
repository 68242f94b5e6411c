import { defineRule } from "../../define-rule.ts";
import { codeOnly } from "../../../sql/text/index.ts";
import { foreignKeysAddedBy } from "./added-constraints.ts";

export default defineRule({
  name: "require-explicit-on-delete",
  severity: "notice",
  stake: "convention",
  sets: [],
  summary: "A foreign key that does not say what happens ON DELETE",
  why: `Without ON DELETE a row that is referenced cannot be deleted. Whether that is meant, the reader cannot know.`,
  instead: `Write \`ON DELETE RESTRICT\`, \`CASCADE\`, \`SET NULL\`, or \`NO ACTION\` where the default is meant.`,
  kinds: ["create-table", "add-column", "add-constraint"],
  check: {
    action(action, context) {
      for (const { constraint, references } of foreignKeysAddedBy(action)) {
        const text = context.statement.text.slice(constraint.at - context.statement.start);
        if (references.onDelete !== "no action" || saysNoAction(text)) continue;
        context.report({
          at: constraint.at,
          message: `The foreign key to ${context.show(references.relation)} does not say what happens when a row there is deleted.`,
          help: "Write ON DELETE and what is meant.",
          builder: "Give `onDelete`, and what is meant.",
        });
      }
    },
  },
});

/** The parser does not distinguish a written NO ACTION from the default. */
function saysNoAction(fromConstraint: string): boolean {
  const [, own = ""] = codeOnly(fromConstraint).split(/\breferences\b/i);
  return /\bon\s+delete\s+no\s+action\b/i.test(own);
}
