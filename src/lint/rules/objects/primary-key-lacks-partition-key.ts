import type { Action } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { shownName } from "../../../sql/statement/index.ts";
import { listing } from "../listing.ts";
import { uniqueKeys } from "../unique-keys.ts";

export default defineRule({
  name: "primary-key-lacks-partition-key",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A primary key or unique constraint of a partitioned table without its partition key",
  why: `Each partition has an index of its own, so that a partitioned table can only be unique by columns that hold its whole partition key; PostgreSQL
refuses anything else, and every unique constraint of a table that is partitioned by an expression.`,
  instead: `Take the partition key into the primary key:

\`\`\`sql
CREATE TABLE IF NOT EXISTS events (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
\`\`\``,
  exempt: "Tables of which it is not known that they are partitioned.",
  kinds: ["create-table", "add-column", "add-constraint", "create-index"],
  check: {
    action(action, context) {
      const { partitionBy, table } = partitioned(action, context);
      if (partitionBy === undefined || table === undefined) return;
      for (const { word, columns, at } of uniqueKeys(action)) {
        const missing = partitionBy.filter((name) => name === undefined || !columns.includes(name));
        if (missing.length === 0) continue;
        const names = missing.flatMap((name) => name ?? []);
        const isExpression = names.length < missing.length;
        context.report({
          message: isExpression
            ? `PostgreSQL refuses a ${word} of ${table}, since ${table} is partitioned by an expression.`
            : `PostgreSQL refuses the ${word} of ${table}: it lacks ${listing(names)}, by which ${table} is partitioned.`,
          help: isExpression
            ? "Partition by columns, or create a unique index on each partition."
            : `Add ${listing(names.map((one) => shownName([one])))} to the ${word}.`,
          at,
        });
      }
    },
  },
});

function partitioned(
  action: Action,
  context: StatementContext,
): { partitionBy?: readonly (string | undefined)[] | undefined; table?: string } {
  if (action.kind === "create-table")
    return { partitionBy: action.partitionBy, table: context.show(action.relation) };
  if (!/^(?:add-column|add-constraint|create-index)$/.test(action.kind)) return {};
  const { relation } = action as Extract<Action, { kind: "add-constraint" }>;
  return {
    partitionBy: context.relation(relation)?.partitionBy,
    table: context.show(relation),
  };
}
