import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { notValid } from "../../builder-words.ts";
import { isSeen } from "../../seen.ts";
import { proofsOf } from "../../../locks/table/index.ts";
import { provedFirst } from "./proved-first.ts";
import { lostProof } from "./lost-proof.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "set-not-null-scans",
  severity: "error",
  stake: "waiting",
  harmsOldApplication: true,
  sets: ["safety", "recommended"],
  summary: "SET NOT NULL without a constraint that proves it",
  why: `PostgreSQL reads the whole table under ACCESS EXCLUSIVE to look for NULLs, and the statement fails if there is one. It does not where a valid
constraint proves that there is none: \`CHECK (a IS NOT NULL)\`, alone or in an AND. A CHECK that is NOT VALID, one with OR, or \`CHECK (a > 0)\`,
which lets NULL pass, prove nothing. Measured on PostgreSQL 15 to 18.
Where a constraint was validated that no migration adds, nobody knows what it proves: then it is a warning.`,
  instead: `Add the CHECK NOT VALID, fill the rows, validate the CHECK, which blocks nobody, and only then set NOT NULL:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL) NOT VALID;
-- second migration, after the rows are filled
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_not_null;
-- third migration
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_not_null;
\`\`\`

From PostgreSQL 18 on \`ADD CONSTRAINT orders_email_not_null NOT NULL email NOT VALID\` and a VALIDATE in a later migration are enough. A new column
needs none of this with \`ADD COLUMN … NOT NULL DEFAULT\` and a constant.`,
  exempt: `Columns that are NOT NULL already, or proved to be; a table that the same migration creates; a temporary table; a table that is known
to be small; a statement that was traced and scanned nothing.`,
  kinds: ["set-not-null"],
  check: {
    action(action, context) {
      if (action.objectKind !== "TABLE") return;
      if (!context.inUse(action.relation) || context.isOwn(action.relation)) return;
      if (isProved(action, context) || lostProof(action, context) !== undefined) return;
      if (isSeen("scans", context) === false) return;
      const table = context.show(action.relation);
      const [unknown] = context.relation(action.relation)?.validated ?? [];
      const check = `CHECK (${shownName([action.column])} IS NOT NULL)`;
      if (unknown !== undefined)
        return context.report({
          severity: "warning",
          message: stoppedUntilEnd(
            table,
            `SET NOT NULL reads all of it, unless ${unknown} is ${check},`,
          ),
          help: `Say in an ignore comment that ${unknown} proves it; else add ${check} NOT VALID, and VALIDATE it in a later migration.`,
        });
      context.report({
        message: stoppedUntilEnd(
          table,
          `SET NOT NULL looks for NULLs in ${action.column} of every row`,
        ),
        help: advice(action, context),
        builder: `${notValid(`CHECK (${shownName([action.column])} IS NOT NULL)`)} Set \`notNull\` after that.`,
        fix: provedFirst(action, context),
      });
    },
  },
});

function isProved({ relation, column }: ActionOf<"set-not-null">, context: StatementContext) {
  const table = context.relation(relation);
  if (table?.columns.get(column)?.notNull) return true;
  return proofsOf(table, column).some(
    ({ name, valid }) => valid && !isDropped(name, context.together),
  );
}

function isDropped(name: string, actions: StatementContext["together"]): boolean {
  return actions.some((other) => other.kind === "drop-constraint" && other.name === name);
}

function advice({ relation, column }: ActionOf<"set-not-null">, context: StatementContext): string {
  const added = context.together.find(
    (other) => other.kind === "add-column" && other.column.name === column,
  );
  if (
    added?.kind === "add-column" &&
    added.column.default?.constant &&
    !added.column.default.isNull
  )
    return `Write NOT NULL beside the DEFAULT in ADD COLUMN ${column}, which scans nothing.`;
  const known = proofsOf(context.relation(relation), column).find(({ valid }) => !valid);
  if (known !== undefined)
    return `VALIDATE CONSTRAINT ${known.name} first, in an earlier migration.`;
  return context.postgres >= 18
    ? `Write ADD CONSTRAINT … NOT NULL ${shownName([column])} NOT VALID, and VALIDATE it in a later migration.`
    : `Add CHECK (${shownName([column])} IS NOT NULL) NOT VALID, VALIDATE it in a later migration, and set NOT NULL after that.`;
}
