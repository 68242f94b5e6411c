import type { Action } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "duplicate-column-assignment",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A column that is named twice in CREATE TABLE, INSERT, UPDATE or CREATE VIEW",
  why: `PostgreSQL refuses the statement when it runs: "column specified more than once", "multiple assignments to same column". Names are compared after
they are cut to 63 bytes, so that two long ones may turn out to be the same.`,
  instead: `Leave out one of the two, or give it the name that was meant.`,
  check: {
    action(action, context) {
      for (const name of twiceNamed(action))
        context.report({
          message: `Column ${name} is named twice, which PostgreSQL refuses.`,
          help: "Leave out one of them, or give it the name that was meant.",
        });
    },
  },
});

function twiceNamed(action: Action): ReadonlySet<string> {
  if (action.kind === "insert" || action.kind === "update") return new Set(action.repeated);
  const names = namesMade(action);
  return new Set(names.filter((name, index) => names.indexOf(name) < index));
}

/** The columns that an action makes; a view takes the names that are not written from its query. */
function namesMade(action: Action): readonly string[] {
  if (action.kind === "create-table") return action.columns.map(({ name }) => name);
  if (action.kind !== "create-view") return [];
  return [
    ...action.columns,
    ...action.query.output.slice(action.columns.length).flatMap((name) => name ?? []),
  ];
}
