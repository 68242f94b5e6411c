import { metRows } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { changesMany } from "./bulk-change.ts";

export default defineRule({
  name: "unbatched-backfill",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "UPDATE, DELETE or MERGE of a whole table in one statement",
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
a join with VALUES; a LIMIT in a subquery or WITH; a MERGE that only inserts.`,
  check: {
    action(action, context) {
      const met = metRows(action);
      if (met === undefined || !changesMany(action, context)) return;
      if (action.kind === "merge" && action.updates === undefined && !action.deletes) return;
      const { relation, all, change } = met;
      if (!context.inUse(relation) || context.isOwn(relation)) return;
      const table = context.show(relation);
      const which = all ? `all rows of ${table}` : `rows all over ${table}`;
      context.report({
        message: `${change.toUpperCase()} changes ${which} in one transaction: sessions that change one of them wait until it ends.`,
        help:
          change === "merge"
            ? "Merge in batches: USING (SELECT … WHERE … LIMIT 10000), in a loop that commits."
            : `Change them in batches by key: WHERE id IN (SELECT id FROM ${table} WHERE … LIMIT 10000), in a loop that commits.`,
      });
    },
  },
});
