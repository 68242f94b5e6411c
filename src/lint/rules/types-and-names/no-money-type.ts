import { defineRule } from "../../define-rule.ts";
import { reportTypes } from "./column-types.ts";

export default defineRule({
  name: "no-money-type",
  severity: "notice",
  stake: "style",
  sets: [],
  summary: "A column of type money",
  why: "How many decimals `money` has, and which currency it shows, depends on the reader's setting `lc_monetary`: the same stored value reads as dollars here and as yen there.",
  instead:
    "Write `numeric(12, 2)` and a column with the currency, or `bigint` for the amount in the smallest unit.",
  exempt: "The down section.",
  kinds: ["create-table", "add-column", "alter-column-type", "create-domain"],
  check: {
    action(action, context) {
      reportTypes(
        action,
        context,
        ({ name }) => name === "money",
        ({ what }) => ({
          message: `What the values of ${what} mean depends on lc_monetary, which is a setting of the session.`,
          help: "Write numeric(12, 2), and keep the currency beside it.",
        }),
      );
    },
  },
});
