import type { Relation } from "../../../schema/index.ts";
import {
  shownName,
  type Action,
  type ActionOf,
  type ObjectName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { dependentsOf } from "../dependents.ts";

export default defineRule({
  name: "down-order",
  severity: "warning",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "A DROP in a down section before that of what depends on it",
  why: "PostgreSQL refuses to drop what something else depends on: a table or column that a foreign key leads to or a view reads, a type of a column, function or domain, a function that a trigger, default or index calls, a sequence that fills a column, a schema with something in it. The whole rollback fails.",
  instead:
    "Drop in the reverse order of the up section: first what depends, then what it depends on.",
  exempt:
    "DROP … CASCADE, which takes them along (see `down-unsafe`); objects that one statement drops together.",
  kinds: ["drop", "drop-column", "drop-constraint"],
  check: {
    action(action, context) {
      if (context.direction !== "down" || action.cascade) return;
      const [first] = dependentsOf(action, context).filter(
        ({ relation }) => relation === undefined || !isDroppedWith(relation, action, context),
      );
      if (first === undefined) return;
      const dropped = droppedIn(action, context);
      context.report({
        message: `${dropped} fails: ${first.what} depends on it.`,
        help:
          first.relation && isDroppedLater(first.relation, context)
            ? `Write ${dropped} below the DROP of ${context.show(first.relation)}.`
            : "Drop what depends on it first.",
      });
    },
  },
});

function droppedIn(
  action: ActionOf<"drop" | "drop-column" | "drop-constraint">,
  context: StatementContext,
): string {
  if (action.kind === "drop") return `DROP ${action.objectKind} ${context.show(action.object)}`;
  return action.kind === "drop-column"
    ? `DROP COLUMN ${shownName([action.column])}`
    : `DROP CONSTRAINT ${shownName([action.name])}`;
}

/** Whether the same statement drops it too. */
function isDroppedWith(relation: Relation, action: Action, context: StatementContext): boolean {
  return (
    action.kind === "drop" && context.statement.actions.some((one) => drops(one, relation, context))
  );
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
