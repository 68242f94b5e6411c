import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import { plainColumns } from "../../../schema/index.ts";
import { nullableColumns } from "./nullable-columns.ts";
import { isSeenToBeLight, isWaitedFor } from "./waiting.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "primary-key-using-index-sets-not-null",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "PRIMARY KEY USING INDEX over a column that may be NULL",
  why: `The columns of a primary key become NOT NULL, and for that all rows are read under ACCESS EXCLUSIVE: the index that was built with care
does not help. A valid CHECK (… IS NOT NULL) does: then nothing is read. Measured on PostgreSQL 15 to 18.`,
  instead: `Prove first that the column is never NULL, in steps that stop nobody.

\`\`\`sql
-- first migration
ALTER TABLE orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL) NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_id_not_null;
-- third migration
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
ALTER TABLE orders DROP CONSTRAINT orders_id_not_null;
\`\`\``,
  exempt: `Columns that are NOT NULL already, or that a valid CHECK proves to be (an AND with it counts, NOT VALID does not); indexes and columns
that the migrations do not show; a table that the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["add-constraint"],
  check: {
    action(action, context) {
      if (action.constraint.kind !== "primary-key") return;
      if (!isWaitedFor(action.relation, context) || isSeenToBeLight(context)) return;
      const nullable = nullableOfIndex(action, context);
      if (nullable.length === 0) return;
      const table = context.show(action.relation);
      context.report({
        message: stoppedUntilEnd(
          table,
          `PRIMARY KEY USING INDEX makes ${nullable.join(" and ")} NOT NULL and reads all of it for that`,
        ),
        help: `Add CHECK (${shownName([nullable[0]!])} IS NOT NULL) NOT VALID and VALIDATE it, in migrations before this one.`,
      });
    },
  },
});

function nullableOfIndex(
  { relation, constraint: { usingIndex } }: ActionOf<"add-constraint">,
  context: StatementContext,
): string[] {
  const index =
    usingIndex === undefined ? undefined : context.relation(relation)?.indexes.get(usingIndex);
  if (index === undefined) return [];
  const set = context.together.flatMap((one) => (one.kind === "set-not-null" ? [one.column] : []));
  const columns = plainColumns(index).filter((column) => !set.includes(column));
  return nullableColumns(relation, columns, context);
}
