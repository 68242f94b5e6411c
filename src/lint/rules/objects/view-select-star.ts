import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "view-select-star",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "CREATE VIEW with SELECT *",
  why: `The star is written out when the view is created: columns that the table gets later are not in the view, and CREATE OR REPLACE VIEW, run
again later, is refused where the new column is not the last one. None of the columns can be dropped or get another type while the view is there.`,
  instead: `Write the columns that the view is to have:

\`\`\`sql
CREATE OR REPLACE VIEW open_orders AS SELECT id, user_id, total FROM orders WHERE state = 'open';
\`\`\``,
  exempt: "Temporary views.",
  kinds: ["create-view", "create-table-as"],
  check: {
    action(action, context) {
      const isView = action.kind === "create-view" || action.materialized;
      if (!isView || action.temporary || !action.query.selectsStar) return;
      const view = context.show(action.relation);
      context.report({
        message: `SELECT * in ${view} stands for the columns of today: later ones are not in the view.`,
        help: "Write the columns out.",
      });
    },
  },
});
