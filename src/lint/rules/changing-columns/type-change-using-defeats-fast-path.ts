import { shownType } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { changedTypeInUse } from "./changed-type.ts";
import { costOf } from "../../../locks/table/index.ts";

export default defineRule({
  name: "type-change-using-defeats-fast-path",
  severity: "notice",
  stake: "waiting",
  sets: [],
  summary: "A USING without which the table would not be rewritten",
  why: `Where the old values can stay as they are stored, ALTER COLUMN … TYPE writes nothing, unless a USING is more than the column or a cast of it:
\`USING code::varchar(100)\` is free, \`USING trim(code)\` and, between timestamps, \`USING paid_at AT TIME ZONE 'UTC'\` rewrite the table under ACCESS
EXCLUSIVE. Measured on PostgreSQL 15 to 18.`,
  instead: `Leave out USING, and change the values by UPDATE in batches where they have to change. Between timestamp and timestamptz, write
\`SET LOCAL timezone = 'UTC'\` before it.`,
  exempt: `Columns whose old type no migration shows, and changes that rewrite the table without USING, too; a table that the same migration
creates; a temporary table; a table that is known to be small.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedTypeInUse(action, context);
      if (changed?.change.using === undefined || changed.cost.heap === "kept") return;
      const timeZone = changed.change.timeZone ?? "UTC";
      const without = costOf({ ...changed.change, using: undefined, timeZone }, context.schema);
      if (without.heap !== "kept") return;
      const { column, relation, type } = changed.action;
      const isByZone = changed.change.using.functions.some(({ name }) => name === "timezone");
      context.report({
        message: `USING makes ALTER COLUMN ${column} TYPE ${shownType(type)} rewrite ${context.show(relation)}, which would keep what is stored without it.`,
        help: isByZone
          ? "Leave out USING, and write SET LOCAL timezone = 'UTC' before it if the values are in UTC."
          : "Leave out USING, and change the values by UPDATE in batches.",
        builder: isByZone
          ? "Leave out `using`, and write `pgm.sql(\"SET LOCAL timezone = 'UTC'\")` before it if the values are in UTC."
          : "Leave out `using`, and change the values by UPDATE in batches.",
      });
    },
  },
});
