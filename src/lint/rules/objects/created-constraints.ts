import type { Action, ConstraintSummary } from "../../../sql/statement/index.ts";

/** The constraints that an action gives a table, those that are written with columns too. */
export function constraintsOf(action: Action): readonly ConstraintSummary[] {
  switch (action.kind) {
    case "create-table":
      return [...action.constraints, ...action.columns.flatMap(({ constraints }) => constraints)];
    case "add-column":
      return action.column.constraints;
    case "add-constraint":
      return [action.constraint];
    default:
      return [];
  }
}
