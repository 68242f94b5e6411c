import { shownName, shownType } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { changedType, dependsOnTimeZone } from "./changed-type.ts";

export default defineRule({
  name: "timestamp-conversion-depends-on-session",
  severity: "warning",
  stake: "loss",
  sets: ["safety", "recommended"],
  summary: "A change between timestamp and timestamptz that goes by the session's time zone",
  why: `Without AT TIME ZONE the values are taken to be in the time zone of the session that happens to run the migration, so that they mean other
instants on a laptop than on a server. The cost depends on it too: in UTC nothing but the indexes on the column is written, in any other zone the whole table
is rewritten under ACCESS EXCLUSIVE. Measured on PostgreSQL 15 to 18.`,
  instead: `Find out in which zone the stored values are. Where that is UTC, say so before the change, and leave out USING:

\`\`\`sql
SET LOCAL timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
\`\`\`

Else name the zone, \`USING paid_at AT TIME ZONE 'Europe/Berlin'\`, which rewrites the table.`,
  exempt: `A migration that sets timezone before; USING with AT TIME ZONE; tables and columns that the same migration makes.`,
  kinds: ["alter-column-type"],
  check: {
    action(action, context) {
      const changed = changedType(action, context);
      if (changed === undefined || !dependsOnTimeZone(changed, context)) return;
      const { relation, column, type } = changed.action;
      if (context.isOwn(relation) || changed.table?.temporary) return;
      if (changed.column && context.section.isOwn(changed.column)) return;
      const table = context.show(relation);
      const isRewritten = changed.cost.heap === "rewritten";
      const cost = isRewritten
        ? ""
        : `, and rewrites ${table} in any other than UTC under ACCESS EXCLUSIVE`;
      context.report({
        message: `The values of ${table} become others in another time zone: ALTER COLUMN ${column} TYPE ${shownType(type)} converts them by the session's${cost}.`,
        help: `Write SET LOCAL timezone = 'UTC' before it if the values are in UTC, else USING ${shownName([column])} AT TIME ZONE with their zone.`,
      });
    },
  },
});
