import type { Constraint, Relation } from "../../../schema/index.ts";
import type { StatementContext } from "../../context.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { changedTypeInUse, commandOf, type ChangedType } from "./changed-type.ts";
import { isComparedAnew } from "../../../locks/table/index.ts";
import { listing } from "../listing.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "change-column-type-rechecks-constraint",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ALTER COLUMN … TYPE on a column of a CHECK or a foreign key, which is verified again",
  why: `Constraints on the column are recreated with it. A CHECK that names the column is verified for the whole table under ACCESS EXCLUSIVE, even
where nothing else has to be done, as from varchar(20) to varchar(50). A foreign key whose two columns compare by another operator afterwards, as from
integer to bigint, is checked for all rows with ACCESS EXCLUSIVE on both of its tables. Measured on PostgreSQL 15 to 18.`,
  instead: `Drop the CHECK and recreate it NOT VALID in the migration that changes the type:

\`\`\`sql
-- first migration
ALTER TABLE orders DROP CONSTRAINT orders_code_check;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50);
ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (code <> '') NOT VALID;
-- second migration
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check;
\`\`\`

A foreign key can be dropped and recreated in the same way; better let a new column take the place of the old one.`,
  exempt: `Constraints that no migration creates, and those that are NOT VALID; a CHECK where the table is rewritten in any case; a table that
the same migration creates; a temporary table; a table that is known to be small.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedTypeInUse(action, context);
      if (changed?.table === undefined) return;
      if (changed.cost.heap === "kept" && isSeen("scans", context) !== false)
        reportChecks(changed, changed.table, context);
      if (isComparedAnew(changed.change, context.schema))
        reportKeys(changed, changed.table, context);
    },
  },
});

function reportChecks(changed: ChangedType, table: Relation, context: StatementContext): void {
  const names = [...table.constraints.values()]
    .filter(
      ({ kind, valid, columns }) =>
        kind === "check" && valid && columns.includes(changed.action.column),
    )
    .map(({ name }) => shownName([name]));
  if (names.length === 0) return;
  const [shown, all] = [context.show(table), names.join(", ")];
  context.report({
    message: stoppedUntilEnd(shown, `${commandOf(changed)} verifies ${all} for all of it`),
    help: `Drop ${all} before it, add it NOT VALID after it, and VALIDATE it in a later migration.`,
  });
}

function reportKeys(changed: ChangedType, table: Relation, context: StatementContext): void {
  const keys = foreignKeysOn(table, changed.action.column, context);
  if (keys.length === 0) return;
  const names = keys.map(({ name }) => shownName([name]));
  const tables = new Set(
    [table, ...keys.map(({ other }) => other)].map((one) => context.show(one)),
  );
  const [one, all] = keys.length === 1 ? ["foreign key", "it"] : ["foreign keys", "them"];
  context.report({
    message: stoppedUntilEnd(
      listing([...tables]),
      `${commandOf(changed)} checks ${one} ${listing(names)} again for all rows`,
    ),
    help: `Drop ${listing(names)} before it, add ${all} NOT VALID after it, and VALIDATE ${all} in a later migration.`,
  });
}

/** The valid foreign keys that the column has, and those that lead to it. */
function foreignKeysOn(table: Relation, column: string, { schema }: StatementContext) {
  const own = [...table.constraints.values()].filter(
    ({ references, valid, columns }) => references && valid && columns.includes(column),
  );
  const key = [...table.constraints.values()].find(({ kind }) => kind === "primary-key");
  const leadsTo = ({ valid, references }: Constraint) => {
    const columns = references!.columns.length > 0 ? references!.columns : (key?.columns ?? []);
    return valid && columns.includes(column);
  };
  return [
    ...own.map(({ name, references }) => ({ name, other: references!.table })),
    ...schema
      .referencing(table)
      .filter(({ table: other, constraint }) => other !== table && leadsTo(constraint))
      .map(({ table: other, constraint }) => ({ name: constraint.name, other })),
  ];
}
