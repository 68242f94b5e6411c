import type { Column } from "../../../schema/index.ts";
import {
  isSameType,
  isSerial,
  shownType,
  type ColumnSummary,
} from "../../../sql/statement/index.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "add-column-guard-hides-difference",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "ADD COLUMN IF NOT EXISTS for a column that exists otherwise",
  why: `IF NOT EXISTS looks at the name alone: where the column has another type, nullability or default, nothing happens, and no error says so. The
statement holds ACCESS EXCLUSIVE on the table all the same. Measured on PostgreSQL 15 to 18.`,
  instead: `Alter the column to what it should be, with ALTER COLUMN … TYPE, SET DEFAULT or SET NOT NULL, or give the new column another name.`,
  exempt: `Columns that no migration creates.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      if (!action.guarded) return;
      const existing = context.relation(action.relation)?.columns.get(action.column.name);
      const difference = existing && differenceOf(existing, action.column);
      if (difference === undefined) return;
      context.report({
        message: `ADD COLUMN IF NOT EXISTS ${action.column.name} does nothing: ${context.show(action.relation)} has the column already, ${difference}.`,
        help: `Alter ${shownName([action.column.name])} to what it should be, or leave the command out.`,
      });
    },
  },
});

function differenceOf(existing: Column, wanted: ColumnSummary): string | undefined {
  const { type, notNull, default: value } = existing;
  if (type && wanted.type && !isSameType(type, wanted.type))
    return `as ${shownType(type)} instead of ${shownType(wanted.type)}`;
  const isNumbered = wanted.identity || (wanted.type !== undefined && isSerial(wanted.type));
  if (notNull !== (wanted.notNull || isNumbered)) return notNull ? "NOT NULL" : "without NOT NULL";
  return value?.key === wanted.default?.key ? undefined : "with another default";
}
