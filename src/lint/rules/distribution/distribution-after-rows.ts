import { filledBy, type Action, type RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { earlierActions } from "../surrounding-actions.ts";

export default defineRule({
  name: "distribution-after-rows",
  severity: "notice",
  stake: "waiting",
  sets: ["recommended"],
  summary: "A table that is filled and then distributed by the same migration",
  why: `The rows are written twice: first into the table on the coordinator, then by COPY to the nodes. Those on the coordinator stay on its disk until
truncate_local_data_after_distributing_table is called (measured on 12.1: "no longer visible, but is still on disk").`,
  instead: `Distribute the empty table, and fill it then:

\`\`\`sql
CREATE TABLE IF NOT EXISTS totals (tenant_id bigint NOT NULL PRIMARY KEY, total bigint NOT NULL);
SELECT create_distributed_table('totals', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'totals'::regclass);
INSERT INTO totals SELECT tenant_id, count(*) FROM orders GROUP BY tenant_id
ON CONFLICT DO NOTHING;
\`\`\``,
  exempt:
    "A table that is filled with rows of VALUES alone, which are few; a table that the migration does not make.",
  kinds: ["distribute-table"],
  check: {
    action(action, context) {
      const { relation, as } = action;
      if (as === "managed-local" || !context.isOwn(relation)) return;
      if (!earlierActions(context).some((one) => fills(one, relation, context))) return;
      const table = context.show(relation);
      context.report({
        message: `${table} is filled before it is distributed, so that its rows are written twice, and stay on the coordinator's disk.`,
        help: `Distribute ${table} while it is empty, and fill it then.`,
      });
    },
  },
});

function fills(action: Action, table: RelationName, { schema }: StatementContext): boolean {
  const filled = filledBy(action);
  if (filled === undefined) return false;
  const [one, other] = [schema.resolve(filled), schema.resolve(table)];
  return one.schema === other.schema && one.name === other.name;
}
