import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import { keyOf } from "../../../schema/index.ts";
import { validatedApart } from "./validated-later.ts";
import { isSeenToBeLight, isWaitedFor, strongestLockOn } from "./waiting.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "validate-in-same-transaction",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "VALIDATE CONSTRAINT in the transaction that added the constraint",
  why: `A lock is held until the transaction ends. So the rows are read while the ACCESS EXCLUSIVE of ADD CONSTRAINT (SHARE ROW EXCLUSIVE of a
foreign key, on both tables) is still there, and NOT VALID has gained nothing. In one ALTER TABLE it is the same. Measured on PostgreSQL 15
to 18.`,
  instead: `Validate in a migration of its own, which runs in a transaction of its own.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
\`\`\``,
  exempt: `A table that the same migration creates; a table that is known to be small; a migration without a transaction, where each statement
is one of its own.`,
  kinds: ["validate-constraint"],
  check: {
    action(action, context) {
      if (!isWaitedFor(action.relation, context)) return;
      if (!isAddedHere(action, context) || isSeenToBeLight(context)) return;
      const [table, mode] = [
        context.show(action.relation),
        strongestLockOn(action.relation, context),
      ];
      context.report({
        message: stoppedUntilEnd(
          [table, ...referencedToo(action, context)].join(" or "),
          `VALIDATE CONSTRAINT ${action.name} reads all of ${table}, still`,
          mode,
        ),
        help: isAddedByAnother(action, context)
          ? "Leave `--transaction all` out: then the lock is given up first."
          : "Move VALIDATE CONSTRAINT to a later migration.",
        fix: validatedApart(action, context),
      });
    },
  },
});

/** Whether the constraint was added, not yet valid, in this transaction or by this very statement. */
function isAddedHere(
  { relation, name }: ActionOf<"validate-constraint">,
  { schema, transaction, together }: StatementContext,
): boolean {
  const known = schema.relation(relation)?.constraints.get(name);
  if (known !== undefined) return !known.valid && known.origin.transaction === transaction.number;
  const table = keyOf(schema.resolve(relation));
  return together.some(
    (one) =>
      one.kind === "add-constraint" &&
      keyOf(schema.resolve(one.relation)) === table &&
      one.constraint.name === name,
  );
}

/** Whether an earlier migration of the same transaction adds it. */
function isAddedByAnother(
  { relation, name }: ActionOf<"validate-constraint">,
  { schema, section }: StatementContext,
): boolean {
  const known = schema.relation(relation)?.constraints.get(name);
  return known !== undefined && !section.isOwn(known);
}

/** The other table of a foreign key, which is locked as long. */
function referencedToo(
  { relation, name }: ActionOf<"validate-constraint">,
  context: StatementContext,
): string[] {
  const other = context.relation(relation)?.constraints.get(name)?.references?.table;
  const isToo =
    other !== undefined &&
    isWaitedFor(other, context) &&
    strongestLockOn(relation, context) === strongestLockOn(other, context);
  return isToo && context.show(other) !== context.show(relation) ? [context.show(other)] : [];
}
