import type { SectionContext } from "../../context.ts";
import type { DirectoryContext } from "../../directory-context.ts";
import type { Constraint, FullName, Relation } from "../../../schema/index.ts";
import { shownName, type Action } from "../../../sql/statement/index.ts";
import { allActions } from "../surrounding-actions.ts";
import { addedBy } from "./added-constraints.ts";

/** A constraint that a linted migration adds and no later one takes away, and where it is added. */
export interface RemainingConstraint {
  readonly table: Relation;
  /** The table's name for messages. */
  readonly shown: string;
  readonly constraint: Constraint;
  readonly section: SectionContext;
  /** Absent where a column definition of a kind that is not read adds it. */
  readonly action: Action | undefined;
  /** UTF-16 offset in the section's text. */
  readonly at: number;
}

/** All of them, in the order of their tables. What down sections add is not meant to stay. */
export function remainingConstraints({ chosen, schema }: DirectoryContext): RemainingConstraint[] {
  const ups = new Map(
    chosen.flatMap(({ index, sections: { up } }) => (up ? [[index, up] as const] : [])),
  );
  return [...schema.relations.view().values()].flatMap((table) =>
    [...table.constraints.values()].flatMap((constraint) => {
      const section = ups.get(constraint.origin.migration);
      if (section === undefined || constraint.origin.section === "down") return [];
      const shown = shownTable(table, section);
      return [
        {
          table,
          shown,
          constraint,
          section,
          at: constraint.at,
          action: actionOf(constraint, section),
        },
      ];
    }),
  );
}

/** A table's name for messages, as it is by the end of a section. */
export function shownTable({ schema, name }: FullName, section: SectionContext): string {
  return shownName(schema === section.schema.path[0] ? [name] : [schema, name]);
}

/** Neither its name nor its table's need be what they were there. */
function actionOf({ at, kind }: Constraint, section: SectionContext): Action | undefined {
  return allActions({ section }).find((action) =>
    addedBy(action).some(({ constraint }) => constraint.at === at && constraint.kind === kind),
  );
}
