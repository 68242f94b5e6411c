import type { Action, TypeSummary } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "add-column-json",
  severity: "warning",
  stake: "style",
  sets: ["recommended"],
  summary: "A column of type json instead of jsonb",
  why: `json has no equality operator: SELECT DISTINCT, GROUP BY and UNION over the column fail, also in queries that worked before the column came. It
cannot be indexed, and it is parsed again by every function that looks into it. jsonb has none of these limits.`,
  instead: `Use jsonb. Keep json only where the exact text matters: its blanks, the order of its keys, keys that occur twice; then say so in an ignore
comment.`,
  exempt: `Temporary tables; down sections, which bring back what was there.`,
  kinds: ["create-table", "add-column", "alter-column-type"],
  check: {
    action(action, context) {
      if (context.direction === "down") return;
      for (const { name, type, at } of columnsGiven(action)) {
        if (type?.name !== "json" || type.schema !== undefined) continue;
        context.report({
          at,
          message: `Column ${name} is of type json, which cannot be compared: DISTINCT, GROUP BY and UNION over it fail, and it cannot be indexed.`,
          help: "Use jsonb.",
        });
      }
    },
  },
});

/** The columns that get a type by an action. */
function columnsGiven(
  action: Action,
): readonly { readonly name: string; readonly type?: TypeSummary; readonly at: number }[] {
  if (action.kind === "create-table") return action.temporary ? [] : action.columns;
  if (action.kind === "add-column") return [action.column];
  if (action.kind !== "alter-column-type") return [];
  return [{ name: action.column, type: action.type, at: action.at }];
}
