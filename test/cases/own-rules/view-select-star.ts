import { defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "view-select-star",
  severity: "notice",
  summary: "CREATE VIEW with SELECT *",
  why: "The star is written out when the view is created.",
  instead: "Write the columns that the view is to have.",
  check: {
    action(action, context) {
      if (action.kind !== "create-view" && action.kind !== "create-table-as") return;
      if (action.kind === "create-table-as" && !action.materialized) return;
      if (action.temporary || !action.query.selectsStar) return;
      context.report({
        message: `SELECT * in ${context.show(action.relation)} stands for the columns of today: later ones are not in the view.`,
        help: "Write the columns out.",
      });
    },
  },
});
