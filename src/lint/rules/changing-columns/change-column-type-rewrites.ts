import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import type { StatementContext } from "../../context.ts";
import {
  changedTypeInUse,
  commandOf,
  dependsOnTimeZone,
  type ChangedType,
} from "./changed-type.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "change-column-type-rewrites",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ALTER COLUMN … TYPE that rewrites the table",
  why: `The table and all its indexes are rewritten under ACCESS EXCLUSIVE: nobody can read or write the table until that is done, it takes twice the disk
space, and the column's statistics are gone until ANALYZE. Only where the stored values stay as they are, as from varchar(20) to varchar(50) or text,
nothing is written; a USING that is more than the column, or a cast of it, always rewrites. Measured on PostgreSQL 15 to 18. Where no migration
shows the old type this is a warning.`,
  instead: `Let a new column take the place of the old one:

\`\`\`sql
-- first migration; and a trigger that keeps both columns in step
ALTER TABLE orders ADD COLUMN total_cents bigint;
-- second migration, in batches of some thousand rows
UPDATE orders SET total_cents = total WHERE id BETWEEN 1 AND 10000;
\`\`\`

Then let the application read the new column, then write it alone, and drop the trigger and the old column. For a key, build a unique index on the
new column concurrently, and swap the key in one short transaction.`,
  exempt: `Changes that keep what is stored: varchar(n) to a longer varchar or to text, text to varchar without a length, numeric(p,s) to a higher
precision of the same scale, a time or timestamp to a higher precision, cidr to inet, a type to a domain over it without constraints; timestamp to
timestamptz and back where the migration has set timezone to UTC. A table that the same migration creates; a temporary table; a table that is known
to be small; a statement that was traced and rewrote nothing.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedTypeInUse(action, context);
      if (changed === undefined || changed.cost.heap === "kept") return;
      const isUnknown = changed.cost.heap === "unknown";
      if (isUnknown && dependsOnTimeZone(changed, context)) return;
      const seen = isSeen("rewrites", context);
      if (seen === false) return;
      const table = context.show(changed.action.relation);
      const isUnsure = isUnknown && seen === undefined;
      const unless = isUnsure ? ", unless its old type is stored alike," : "";
      context.report({
        message: stoppedUntilEnd(
          table,
          `${commandOf(changed)} rewrites it and its indexes${unless}`,
        ),
        help: advice(changed, context),
        severity: isUnsure ? "warning" : undefined,
      });
    },
  },
});

function advice({ action, change }: ChangedType, context: StatementContext): string {
  const { from, to, using } = change;
  const isByZone = using?.functions.some(({ name }) => name === "timezone");
  if (isByZone && from?.name === "timestamp" && to.name === "timestamptz")
    return "Where the values are in UTC, SET LOCAL timezone = 'UTC' before it and leave out USING; else use a new column.";
  const table = context.show(action.relation);
  return `Add a new column to ${table}, keep both in step by a trigger, fill it in batches, and switch over in later migrations.`;
}
