import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "enum-value-without-position",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "ALTER TYPE … ADD VALUE without BEFORE or AFTER",
  why: `Values of an enum are ordered as they are listed, for ORDER BY and for comparisons. Without a place the new value comes last, and
its place cannot be changed afterwards.`,
  instead: `Say where it belongs:

\`\`\`sql
ALTER TYPE priority ADD VALUE IF NOT EXISTS 'urgent' AFTER 'high';
\`\`\``,
  exempt: `Off by default.`,
  kinds: ["alter-enum"],
  check: {
    action(action, context) {
      if (action.adds === undefined || action.positioned) return;
      context.report({
        message: `'${action.adds}' comes behind all other values of ${context.show(action.name)}, for good.`,
        help: "Say BEFORE or AFTER which value it belongs.",
        builder: "Give `before` or `after`, and which value it belongs to.",
      });
    },
  },
});
