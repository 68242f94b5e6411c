import { defineRule } from "../../define-rule.ts";
import { notValid } from "../../builder-words.ts";
import type { StatementContext } from "../../context.ts";
import { keyOf, type Relation } from "../../../schema/index.ts";
import type { ActionOf, ConstraintSummary, RelationName } from "../../../sql/statement/index.ts";
import { validatedLater } from "./validated-later.ts";
import { stoppedUntilEnd } from "../stopped.ts";
import { isSeenToBeLight, isWaitedFor, strongestLockOn } from "./waiting.ts";

export default defineRule({
  name: "add-foreign-key-validates",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD CONSTRAINT … FOREIGN KEY without NOT VALID on a table that exists",
  why: `Every row is looked up in the other table while both are held under SHARE ROW EXCLUSIVE: reads go on, INSERT, UPDATE and DELETE on
both wait. (ACCESS EXCLUSIVE, which several tools name, is not taken.) With NOT VALID the locks are held for a moment only, and VALIDATE takes
SHARE UPDATE EXCLUSIVE on the one and ROW SHARE on the other, so that reads and writes go on. A column that the same statement adds is NULL
everywhere, and yet the table is read, under the ACCESS EXCLUSIVE of ADD COLUMN. Measured on PostgreSQL 15 to 18.`,
  instead: `Add the foreign key NOT VALID, and validate it in a later migration.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;
\`\`\`

Before PostgreSQL 18 a partitioned table takes no NOT VALID: add and validate the foreign key on each partition first, and on the
partitioned table last.`,
  exempt: `A table that the same migration creates (see \`foreign-key-locks-referenced-table\`); a temporary table; a table that is known to
be small; NOT ENFORCED (PostgreSQL 18); a partitioned table whose partitions all have the same foreign key already; a statement that
\`pgmaestro locks\` saw read nothing.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "foreign-key") return;
      if (!readsRows(action, context)) return;
      const { relation, constraint } = action;
      const referenced = constraint.references!.relation;
      const [table, other] = [context.show(relation), context.show(referenced)];
      const mode = strongestLockOn(relation, context);
      const isBoth = table !== other && isWaitedFor(referenced, context);
      const blocked = isBoth && mode !== "ACCESS EXCLUSIVE" ? [table, other] : [table];
      context.report({
        message: stoppedUntilEnd(
          blocked.join(" or "),
          `ADD FOREIGN KEY looks up every row of ${table} in ${other}`,
          mode,
        ),
        help: helpFor(relation, context),
        builder: isTakenNotValid(relation, context)
          ? notValid("FOREIGN KEY (…) REFERENCES …")
          : undefined,
        fix: isTakenNotValid(relation, context) ? validatedLater(action, context) : undefined,
      });
    },
  },
});

function readsRows(
  { relation, constraint }: ActionOf<"add-constraint">,
  context: StatementContext,
): boolean {
  if (constraint.notValid || !constraint.enforced) return false;
  if (!isWaitedFor(relation, context) || isSeenToBeLight(context)) return false;
  return !allPartitionsHave(constraint, context.relation(relation), context);
}

/** The foreign key of a partitioned table takes over those of its partitions that are the same. */
function allPartitionsHave(
  { columns, references }: ConstraintSummary,
  table: Relation | undefined,
  { schema }: StatementContext,
): boolean {
  const { partitionBy, partitions = [] } = table ?? {};
  if (partitionBy === undefined || partitions.length === 0 || schema.isPartial) return false;
  const referenced = keyOf(schema.resolve(references!.relation));
  return partitions.every(({ constraints }) =>
    [...constraints.values()].some(
      (one) =>
        one.valid &&
        one.references !== undefined &&
        keyOf(one.references.table) === referenced &&
        one.columns.join() === columns.join(),
    ),
  );
}

/** Before PostgreSQL 18 a partitioned table refuses a foreign key that is NOT VALID. */
function isTakenNotValid(relation: RelationName, context: StatementContext): boolean {
  return context.relation(relation)?.partitionBy === undefined || context.postgres >= 18;
}

function helpFor(relation: RelationName, context: StatementContext): string {
  return isTakenNotValid(relation, context)
    ? "Add the foreign key NOT VALID, and VALIDATE it in a later migration."
    : "Add the foreign key to each partition first, NOT VALID and then VALIDATE, and to the partitioned table last.";
}
