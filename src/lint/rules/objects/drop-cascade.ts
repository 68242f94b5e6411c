import type { Action } from "../../../sql/statement/index.ts";
import { shownName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { dependentsOf } from "../dependents.ts";
import { listing } from "../listing.ts";
import { byPlace } from "../surrounding-actions.ts";
import { isUnused, isUnusedRelation } from "./own-object.ts";

export default defineRule({
  name: "drop-cascade",
  severity: "error",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "DROP … CASCADE, of any object",
  why: `CASCADE drops everything that depends on what is dropped, without naming it: views and the views over them, foreign keys of other
tables, policies, functions. DROP TYPE … CASCADE drops the columns of the type with their data. What goes differs from database to database,
and all of it is locked with ACCESS EXCLUSIVE.`,
  instead: `Drop what depends on it by name, in the order of the dependencies, and leave CASCADE away: PostgreSQL then refuses the statement where
something was forgotten, and lists it.

\`\`\`sql
DROP VIEW IF EXISTS order_totals;
ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_order_id_fkey;
-- pgmaestro-ignore drop-table: archived, and no release uses it
DROP TABLE IF EXISTS orders;
\`\`\``,
  exempt: `What the same migration creates, so too in its down section; a temporary table; DROP SCHEMA, of which
\`drop-schema\` speaks; DROP of an object in a down section, of which \`down-unsafe\` speaks.`,
  check: {
    statement(context) {
      for (const { at, found } of byPlace(context, (action) => readCascade(action, context))) {
        const known = context.observed?.cascades ?? found.flatMap(({ takes }) => takes);
        const it = found.length > 1 ? "them" : "it";
        const what =
          known.length > 0 ? listing(known) : `everything that depends on ${it}, without naming it`;
        context.report({
          at,
          message: `CASCADE drops more than ${listing(found.map(({ dropped }) => dropped))}: ${what}.`,
          help: `Drop what depends on ${it} by name, and leave CASCADE away.`,
          builder: `Drop what depends on ${it} by name, and leave \`cascade: true\` away.`,
        });
      }
    },
  },
});

function readCascade(action: Action, context: StatementContext) {
  const dropped = cascadeOf(action, context);
  return dropped === undefined
    ? undefined
    : { dropped, takes: dependentsOf(action, context).map(({ what }) => what) };
}

/** What is dropped by name along with what is not; undefined where nobody uses it yet. */
function cascadeOf(action: Action, context: StatementContext): string | undefined {
  if (!("cascade" in action) || !action.cascade) return undefined;
  switch (action.kind) {
    case "drop":
      if (action.objectKind === "SCHEMA" || isUnused(action, context)) return undefined;
      if (context.direction === "down") return undefined;
      return context.show(action.object);
    case "drop-column": {
      const column = context.relation(action.relation)?.columns.get(action.column);
      const isOwn = column && column.origin.migration >= 0 && context.section.isOwn(column);
      return isOwn || isUnusedRelation(action.relation, context)
        ? undefined
        : `${context.show(action.relation)}.${shownName([action.column])}`;
    }
    case "drop-constraint": {
      const constraint = context.relation(action.relation)?.constraints.get(action.name);
      const isOwn = constraint && context.section.isOwn(constraint);
      return isOwn || isUnusedRelation(action.relation, context)
        ? undefined
        : shownName([action.name]);
    }
    case "drop-owned":
      return "what the role owns";
    default:
      return undefined;
  }
}
