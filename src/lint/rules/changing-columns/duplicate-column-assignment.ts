import type { Action } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";

export default defineRule({
  name: "duplicate-column-assignment",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A column that is named twice in CREATE TABLE, CREATE VIEW, INSERT, UPDATE or MERGE",
  why: `PostgreSQL refuses the statement when it runs: "column specified more than once", "multiple assignments to same column". Names are compared after
they are cut to 63 bytes, so that two long ones may turn out to be the same.`,
  instead: `Leave out one of the two, or give it the name that was meant.`,
  kinds: ["insert", "update", "merge", "create-table", "create-view", "create-table-as"],
  check: {
    action(action, context) {
      const names = [...twiceNamed(action)];
      if (names.length === 0) return;
      const them = names.length > 1 ? `Columns ${listing(names)} are` : `Column ${names[0]} is`;
      context.report({
        message: `${them} named twice, which PostgreSQL refuses.`,
        help: names.includes("?column?")
          ? "Give them names with AS: it is what the server calls columns without one."
          : "Leave out one of them, or give it the name that was meant.",
      });
    },
  },
});

function twiceNamed(action: Action): ReadonlySet<string> {
  if (action.kind === "insert" || action.kind === "update" || action.kind === "merge")
    return new Set(action.repeated);
  const names = namesMade(action);
  return new Set(names.filter((name, index) => names.indexOf(name) < index));
}

/** The columns that an action makes; a view, and a table of rows, takes the names that are not written from its query. */
function namesMade(action: Action): readonly string[] {
  if (action.kind === "create-table") return action.columns.map(({ name }) => name);
  if (action.kind !== "create-view" && action.kind !== "create-table-as") return [];
  return [
    ...action.columns,
    ...action.query.output.slice(action.columns.length).flatMap((name) => name ?? []),
  ];
}
