import type { Relation } from "../../schema/index.ts";
import {
  shownName,
  type Action,
  type ActionOf,
  type ObjectName,
} from "../../sql/statement/index.ts";
import type { StatementContext } from "../context.ts";
import type { Report } from "../report.ts";
import { dependentsOf, type Dependent } from "./dependents.ts";

type Dropping = ActionOf<"drop" | "drop-column" | "drop-constraint">;

/** Why PostgreSQL refuses a DROP without CASCADE: something depends on what it drops. */
export function inTheWay(action: Dropping, context: StatementContext): Report | undefined {
  if (action.cascade) return undefined;
  const [first] = dependentsOf(action, context).filter(
    (one) => !isDroppedWith(one, action, context),
  );
  if (first === undefined) return undefined;
  const dropped = droppedIn(action, context);
  return {
    message: `${dropped} fails: ${first.what} depends on it.`,
    help:
      first.relation && isDroppedLater(first.relation, context)
        ? `Write ${dropped} below the DROP of ${context.show(first.relation)}.`
        : "Drop what depends on it first.",
  };
}

function droppedIn(action: Dropping, context: StatementContext): string {
  if (action.kind === "drop") return `DROP ${action.objectKind} ${context.show(action.object)}`;
  return action.kind === "drop-column"
    ? `DROP COLUMN ${shownName([action.column])}`
    : `DROP CONSTRAINT ${shownName([action.name])}`;
}

/** Whether the same statement drops it too. */
function isDroppedWith(
  { relation, column }: Dependent,
  action: Dropping,
  context: StatementContext,
): boolean {
  const { actions } = context.statement;
  if (relation === undefined) return actions.length > 1;
  if (action.kind === "drop") return actions.some((one) => drops(one, relation, context));
  return actions.some((one) => one.kind === "drop-column" && one.column === column);
}

function isDroppedLater(relation: Relation, context: StatementContext): boolean {
  const later = context.section.statements.slice(context.index + 1);
  return later.some(({ actions }) => actions.some((action) => drops(action, relation, context)));
}

function drops(action: Action, relation: Relation, { schema }: StatementContext): boolean {
  if (action.kind !== "drop") return false;
  const isOne = (name: ObjectName) => schema.relation(name)?.id === relation.id;
  return isOne(action.object);
}
