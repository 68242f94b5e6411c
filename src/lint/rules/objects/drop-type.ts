import { isTypeKind } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { earlierActions } from "../surrounding-actions.ts";
import { isMadeAgain } from "./later.ts";
import { isUnused } from "./own-object.ts";

export default defineRule({
  name: "drop-type",
  severity: "error",
  stake: "breakage",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "DROP TYPE or DROP DOMAIN of a type that was there before the migration",
  why: `Code that casts to the type, sends parameters of it or reads its values fails, and so do functions whose bodies name it in a string,
when they are next called: PostgreSQL does not track those. While a column has the type the statement is refused; with CASCADE the
column is dropped with its data.`,
  instead: `Move the columns to another type and release code that does not name the old one; then drop it without CASCADE, and say that
it is meant:

\`\`\`sql
-- pgmaestro-ignore drop-type: no column and no code uses it since release 4.2
DROP TYPE IF EXISTS order_state;
\`\`\``,
  exempt: `A type that the same migration creates, so too in its down section; one that the section creates again; a name that the type only
got in the same section, by ALTER TYPE … RENAME TO.`,
  kinds: ["drop"],
  check: {
    action(action, context) {
      if (!isTypeKind(action.objectKind)) return;
      if (isUnused(action, context) || isMadeAgain(action.object, context)) return;
      const isNewName = earlierActions(context).some(
        (one) =>
          one.kind === "rename" &&
          one.objectKind === action.objectKind &&
          one.to === action.object.name,
      );
      if (isNewName) return;
      const name = context.show(action.object);
      context.report({
        message: `DROP ${action.objectKind} takes ${name} away: code and functions that name it fail.`,
        help: `Release code that does not name ${name} first; then drop it.`,
      });
    },
  },
});
