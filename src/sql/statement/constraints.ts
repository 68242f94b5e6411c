import type { Action } from "./action.ts";
import type { ConstraintSummary, RelationName } from "./parts.ts";

/** A constraint of a table by its name. */
export interface ConstraintName {
  readonly table: RelationName;
  readonly name: string;
}

/** The constraint that an action validates, for which it reads the whole table. */
export function validatedConstraint(action: Action): ConstraintName | undefined {
  return action.kind === "validate-constraint"
    ? { table: action.relation, name: action.name }
    : undefined;
}

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
