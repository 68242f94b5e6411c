import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { actionsTakenBack } from "../surrounding-actions.ts";
import { isMadeAgain, standsIn } from "./later.ts";
import { isUnused } from "./own-object.ts";
import { isRelationKind } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "set-schema",
  severity: "warning",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "SET SCHEMA of something that was there before the migration",
  why: `It is a rename: code of the running release that names the old schema fails, and code without a schema in its names finds the object only
where the new schema is in its search_path. Functions that name it in a string fail when they are next called. A table is locked
with ACCESS EXCLUSIVE, for a moment.`,
  instead: `Leave a view under the old name in the same transaction, and drop it when no release needs it:

\`\`\`sql
ALTER TABLE public.orders SET SCHEMA shop;
CREATE VIEW public.orders AS SELECT * FROM shop.orders;
\`\`\``,
  exempt: `What the same migration creates; a section that leaves a view over it, or a copy, under the old name; a down section that moves it back.`,
  kinds: ["set-schema"],
  check: {
    action(action, context) {
      if (action.objectKind === "EXTENSION") return;
      if (isUnused(action, context) || isKeptWorking(action, context)) return;
      if (movesBack(action, context)) return;
      const name = context.show(action.object);
      const to = shownName([action.to]);
      context.report({
        message: `Moving ${name} to the schema ${to} breaks code that is running, unless its search_path has ${to} too.`,
        help: isRelationKind(action.objectKind)
          ? `Leave a view ${name} in the old schema until no release needs it, or put ${to} into the search_path of the application first.`
          : `Create it in ${to} beside the old one, or put ${to} into the search_path of the application first.`,
      });
    },
  },
});

/** Whether the section gives code something that does the same where it was. */
function isKeptWorking(
  { objectKind, object, to }: ActionOf<"set-schema">,
  context: StatementContext,
): boolean {
  return objectKind.endsWith("TABLE")
    ? standsIn({ old: object, now: { ...object, schema: to } }, context)
    : isMadeAgain(object, context);
}

function movesBack(
  { objectKind, object }: ActionOf<"set-schema">,
  context: StatementContext,
): boolean {
  return actionsTakenBack(context).some(
    (one) =>
      one.kind === "set-schema" && one.objectKind === objectKind && one.object.name === object.name,
  );
}
