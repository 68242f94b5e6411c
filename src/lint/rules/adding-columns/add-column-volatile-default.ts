import { shownName, shownType } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { isSeen } from "../../seen.ts";
import { addedToUsedTable } from "./added-column.ts";
import { volatileFunctionOf } from "../../../locks/table/index.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "add-column-volatile-default",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ADD COLUMN with a DEFAULT that is computed for every row",
  why: `A constant default, and one of a STABLE function such as \`now()\`, is stored once with the column: no row is touched. A
VOLATILE function, such as \`gen_random_uuid()\`, \`clock_timestamp()\` or \`random()\`, is called for every row: the table and all its indexes
are rewritten under ACCESS EXCLUSIVE, with twice the disk space while it runs. A function of your own is VOLATILE unless it is created as STABLE or
IMMUTABLE; one in SQL that is no more than an expression counts as that expression. Measured on PostgreSQL 15 to 18.`,
  instead: `Add the column without the default and set the default in the same statement; old rows stay NULL until they are filled in batches:

\`\`\`sql
-- first migration
ALTER TABLE orders ADD COLUMN token uuid, ALTER COLUMN token SET DEFAULT gen_random_uuid();
-- second migration, in batches of some thousand rows
UPDATE orders SET token = gen_random_uuid() WHERE id BETWEEN 1 AND 10000 AND token IS NULL;
\`\`\``,
  exempt: `Constants, \`now()\`, CURRENT_TIMESTAMP, CURRENT_USER and other functions that are STABLE or IMMUTABLE; a table that the same migration
creates; a temporary table; a table that is known to be small; a statement that was traced and rewrote nothing.`,
  kinds: ["add-column"],
  check: {
    action(action, context) {
      const added = addedToUsedTable(action, context);
      const { default: value, name, type } = added?.column ?? {};
      const called = value && volatileFunctionOf(value, context.schema);
      if (called === undefined || isSeen("rewrites", context) === false) return;
      const table = context.show(added!.relation);
      const shown = `${shownName([called.schema, called.name].filter((part) => part !== undefined))}()`;
      const unless = called.isSure ? "" : ", unless that is STABLE or IMMUTABLE";
      context.report({
        message: stoppedUntilEnd(
          table,
          `ADD COLUMN ${name} calls ${shown} for every row${unless}, and so rewrites it`,
        ),
        help: `Write ADD COLUMN ${shownName([name!])} ${type ? shownType(type) : ""}, ALTER COLUMN ${shownName([name!])} SET DEFAULT …, and fill the old rows in batches in a later migration.`,
      });
    },
  },
});
