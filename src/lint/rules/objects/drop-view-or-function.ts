import { isRoutineKind, type Action, type RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import { byPlace } from "../surrounding-actions.ts";
import { isMadeAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-view-or-function",
  severity: "warning",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "DROP of a view or function that was there before, without creating it again",
  why: `Code that still reads the view or calls the function fails. PostgreSQL refuses the drop only for what it tracks; a function whose body,
given as a string, names it is not tracked and fails when it is next called. Dropping and creating again loses privileges,
comments and the owner; CREATE OR REPLACE keeps them.`,
  instead: `To change it, write CREATE OR REPLACE. To be rid of it, release code that does not use it first, and say that it is meant:

\`\`\`sql
-- pgmaestro-ignore drop-view-or-function: no caller since release 4.2
DROP VIEW IF EXISTS order_totals;
\`\`\``,
  exempt: `What the same migration creates, so too in its down section; what the section creates again; temporary views; functions of triggers, which no code calls.`,
  check: {
    statement(context) {
      for (const { at, found } of byPlace(context, (action) => readDrop(action, context))) {
        const names = listing(found.map(({ name }) => name));
        const { objectKind } = found[0]!;
        const uses = isRoutineKind(objectKind) ? "call" : "read";
        const [it, any] = [found.length > 1 ? "them" : "it", names.replace(" and ", " or ")];
        const change =
          objectKind === "MATERIALIZED VIEW"
            ? `to change ${it}, create ${it} again in the same migration`
            : `to change ${it}, write CREATE OR REPLACE`;
        context.report({
          at,
          message: `DROP ${objectKind} takes ${names} away: code and functions that still ${uses} ${it} fail.`,
          help: `Release code that does not ${uses} ${any} first; ${change}.`,
        });
      }
    },
  },
});

function readDrop(action: Action, context: StatementContext) {
  if (action.kind !== "drop") return undefined;
  const { objectKind, object } = action;
  if (!/^(?:MATERIALIZED )?VIEW$/.test(objectKind) && !isRoutineKind(objectKind)) return undefined;
  if (isUnused(action, context) || isMadeAgain(object, context)) return undefined;
  if (isRoutineKind(objectKind) && isOfTriggers(object, context)) return undefined;
  return { objectKind, name: context.show(object) };
}

/** Only triggers call such a function, and PostgreSQL refuses to drop it while one does. */
function isOfTriggers(name: RelationName, { schema }: StatementContext): boolean {
  const known = schema.routinesNamed(name);
  return known.length > 0 && known.every(({ returns }) => returns === "trigger");
}
