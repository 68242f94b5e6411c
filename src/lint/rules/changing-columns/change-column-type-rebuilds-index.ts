import { mentions } from "../../../schema/index.ts";
import type { Index } from "../../../schema/index.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { changedTypeInUse, commandOf, type ChangedType } from "./changed-type.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "change-column-type-rebuilds-index",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ALTER COLUMN … TYPE that keeps the table, but rebuilds an index on the column",
  why: `Where the new type sorts or compares otherwise, the index can no longer be used, and is rebuilt from the whole table under ACCESS EXCLUSIVE:
another COLLATE, timestamp to timestamptz in UTC, varchar to citext, integer to oid. An index with a condition or an expression is rebuilt in any
case, even for varchar(20) to varchar(50). Measured on PostgreSQL 15 to 18.`,
  instead: `Drop the index concurrently before, and build it concurrently after the change, each in a migration of its own; queries do without it
until then. Otherwise let a new column take the place of the old one.`,
  exempt: `Indexes that no migration creates, and changes that rewrite the table (see \`change-column-type-rewrites\`); a table that the same
migration creates; a temporary table; a table that is known to be small; a statement that was traced and built no index.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedTypeInUse(action, context);
      if (changed?.cost.heap !== "kept" || isSeen("builds", context) === false) return;
      const indexes = [...(changed.table?.indexes.values() ?? [])].filter((index) =>
        isRebuilt(index, changed),
      );
      if (indexes.length === 0) return;
      const table = context.show(changed.action.relation);
      const names = indexes.map(({ name }) => shownName([name])).join(", ");
      context.report({
        message: stoppedUntilEnd(table, `${commandOf(changed)} rebuilds ${names}`),
        help: indexes.some(({ constraint }) => constraint)
          ? `Let a new column take the place of ${shownName([changed.action.column])}, with an index that is built CONCURRENTLY.`
          : `Drop ${names} CONCURRENTLY before it, and rebuild it CONCURRENTLY after it, in migrations of their own.`,
      });
    },
  },
});

function isRebuilt(index: Index, { action, cost }: ChangedType): boolean {
  if (!mentions(index, action.column)) return false;
  const isPlain = index.where === undefined && index.columns.every(({ name }) => name);
  if (!isPlain) return true;
  return cost.indexes === "rebuilt" && index.columns.some(({ name }) => name === action.column);
}
