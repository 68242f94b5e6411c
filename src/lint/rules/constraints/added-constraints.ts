import type {
  Action,
  ConstraintSummary,
  References,
  RelationName,
} from "../../../sql/statement/index.ts";

/** A constraint that an action adds to a table. */
export interface Added {
  readonly relation: RelationName;
  readonly constraint: ConstraintSummary;
}

export interface AddedForeignKey extends Added {
  readonly references: References;
}

/** What an action adds, written for the table or with a column. */
export function addedBy(action: Action): Added[] {
  if (action.kind === "add-constraint")
    return [{ relation: action.relation, constraint: action.constraint }];
  if (action.kind === "add-column") return onTable(action.relation, action.column.constraints);
  if (action.kind !== "create-table") return [];
  const inline = action.columns.flatMap(({ constraints }) => constraints);
  return onTable(action.relation, [...inline, ...action.constraints]);
}

function onTable(relation: RelationName, constraints: readonly ConstraintSummary[]): Added[] {
  return constraints.map((constraint) => ({ relation, constraint }));
}

export function foreignKeysAddedBy(action: Action): AddedForeignKey[] {
  return addedBy(action).flatMap((added) => {
    const { references } = added.constraint;
    return references ? [{ ...added, references }] : [];
  });
}
