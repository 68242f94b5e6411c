import {
  isRoutineKind,
  type Action,
  type ObjectKind,
  type RelationName,
} from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import { byPlace } from "../surrounding-actions.ts";
import { isOfColumn } from "./column-sequence.ts";
import { isMadeAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-view-or-function",
  severity: "warning",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary:
    "DROP of a view, function, sequence or operator that was there before, without creating it again",
  why: `Code that still reads the view, calls the function or aggregate, or takes numbers from the sequence fails, as does code that uses an operator, a cast,
a collation or a configuration of text search. PostgreSQL refuses the drop only for what it tracks; a function whose body,
given as a string, names it is not tracked and fails when it is next called. Dropping and creating again loses privileges,
comments and the owner; CREATE OR REPLACE keeps them.`,
  instead: `To change it, write CREATE OR REPLACE. To be rid of it, release code that does not use it first, and say that it is meant:

\`\`\`sql
-- pgmaestro-ignore drop-view-or-function: no caller since release 4.2
DROP VIEW IF EXISTS order_totals;
\`\`\``,
  exempt: `What the same migration creates, so too in its down section; what the section creates again; temporary views; functions of triggers, which no code calls; sequences that belong to a column, that one is known to take its numbers from, or that no migration creates and whose name ends as those of columns do, with _seq.`,
  check: {
    statement(context) {
      for (const { at, found } of byPlace(context, (action) => readDrop(action, context))) {
        const names = listing(found.map(({ name }) => name));
        const { objectKind } = found[0]!;
        const uses = useOf(objectKind);
        const [it, any] = [found.length > 1 ? "them" : "it", names.replace(" and ", " or ")];
        const change = isReplaceable(objectKind)
          ? `to change ${it}, write CREATE OR REPLACE`
          : `to change ${it}, create ${it} again in the same migration`;
        context.report({
          at,
          message: `DROP ${objectKind} takes ${names} away: code and functions that still ${uses} ${it} fail.`,
          help: `Release code that does not ${uses} ${any} first; ${change}.`,
        });
      }
    },
  },
});

/** Types, tables, schemas and what is replicated have rules of their own. */
function isUsedByCode(objectKind: ObjectKind): boolean {
  return (
    isRoutineKind(objectKind) ||
    /^(?:(?:MATERIALIZED )?VIEW|AGGREGATE|SEQUENCE|OPERATOR|CAST|COLLATION|TEXT SEARCH (?:CONFIGURATION|DICTIONARY))$/.test(
      objectKind,
    )
  );
}

function useOf(objectKind: ObjectKind): string {
  if (isRoutineKind(objectKind) || objectKind === "AGGREGATE") return "call";
  if (objectKind === "SEQUENCE") return "count with";
  return objectKind.endsWith("VIEW") ? "read" : "use";
}

function isReplaceable(objectKind: ObjectKind): boolean {
  return isRoutineKind(objectKind) || objectKind === "VIEW" || objectKind === "AGGREGATE";
}

function readDrop(action: Action, context: StatementContext) {
  if (action.kind !== "drop") return undefined;
  const { objectKind, object } = action;
  if (!isUsedByCode(objectKind)) return undefined;
  if (isUnused(action, context) || isMadeAgain(object, context)) return undefined;
  if (isRoutineKind(objectKind) && isOfTriggers(object, context)) return undefined;
  if (objectKind === "SEQUENCE" && isOfColumn(object, context)) return undefined;
  const isSign = objectKind === "OPERATOR" || objectKind === "CAST";
  return { objectKind, name: isSign ? object.name : context.show(object) };
}

/** Only triggers call such a function, and PostgreSQL refuses to drop it while one does. */
function isOfTriggers(name: RelationName, { schema }: StatementContext): boolean {
  const known = schema.routinesNamed(name);
  return known.length > 0 && known.every(({ returns }) => returns === "trigger");
}
