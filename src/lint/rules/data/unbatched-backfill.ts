import { isBounded } from "../../../locks/table/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "unbatched-backfill",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "UPDATE or DELETE of a whole table in one statement",
  why: `Every row that is met stays locked until the transaction ends, so that sessions that want to change one wait for all of them. The table grows by as
much as is changed, the WAL and replicas have to take it, and VACUUM cannot clean up before it is over.`,
  instead: `Change the rows in batches by key, each a transaction of its own, with pauses. A DO block may commit where the section runs
outside of a transaction:

\`\`\`sql
-- pgmaestro: no-transaction
DO $$
BEGIN
    LOOP
        UPDATE orders SET total_cents = total * 100
        WHERE id IN (SELECT id FROM orders WHERE total_cents IS NULL LIMIT 10000);
        EXIT WHEN NOT FOUND;
        COMMIT;
        PERFORM pg_sleep(0.1);
    END LOOP;
END;
$$;
\`\`\``,
  exempt: `A table that the same migration creates; a temporary table; a table that is known to be small; a condition that holds a key to values or to a range;
a join with VALUES; a LIMIT in a subquery.`,
  check: {
    action(action, context) {
      if (action.kind !== "update" && action.kind !== "delete") return;
      const { relation } = action;
      if (!context.inUse(relation) || context.isOwn(relation) || isBounded(action, context.schema))
        return;
      const table = context.show(relation);
      const command = action.kind.toUpperCase();
      const which = action.where === undefined ? `all rows of ${table}` : `rows all over ${table}`;
      context.report({
        message: `${command} changes ${which} in one transaction: sessions that change one of them wait until it ends.`,
        help: `Change them in batches by key: WHERE id IN (SELECT id FROM ${table} WHERE … LIMIT 10000).`,
      });
    },
  },
});
