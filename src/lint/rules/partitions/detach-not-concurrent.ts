import type { ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { distributedTable } from "../distribution/distributed.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "detach-not-concurrent",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "DETACH PARTITION without CONCURRENTLY",
  why: `DETACH PARTITION takes ACCESS EXCLUSIVE on the parent and on the partition (measured on 15 to 18): it waits for every open query of any
partition by way of the parent, and everybody else waits behind it. CONCURRENTLY (14 and newer) takes SHARE UPDATE EXCLUSIVE on the parent; where
it is cut short, \`DETACH PARTITION … FINALIZE\` ends it. It is refused where there is a default partition.`,
  instead: `Detach CONCURRENTLY, in a migration of its own: it cannot run in a transaction, so pgmaestro runs it alone.

\`\`\`sql
ALTER TABLE measurements DETACH PARTITION measurements_2020 CONCURRENTLY;
\`\`\``,
  exempt: `Parents that the same migration creates, and small ones; FINALIZE. Where CONCURRENTLY cannot be had, before 14, beside a default partition and of a table that
Citus distributes, it is a warning.`,
  kinds: ["detach-partition"],
  check: {
    action(action, context) {
      if (action.concurrently || action.finalize) return;
      const { relation: parent } = action;
      if (!context.inUse(parent) || context.isOwn(parent)) return;
      const name = context.show(parent);
      context.report({
        message: stoppedUntilEnd(
          `${name}, or its partitions through it,`,
          "DETACH PARTITION takes from it",
        ),
        ...remedy(action, context),
      });
    },
  },
});

function remedy(action: ActionOf<"detach-partition">, context: StatementContext) {
  const why = reasonAgainst(action, context);
  if (why === undefined)
    return { help: "Write DETACH PARTITION … CONCURRENTLY, in a migration of its own." };
  return {
    severity: "warning" as const,
    help: `Set a short lock_timeout before it and keep the transaction short: ${why} CONCURRENTLY out.`,
  };
}

/** What rules CONCURRENTLY out. */
function reasonAgainst({ relation }: ActionOf<"detach-partition">, context: StatementContext) {
  if (context.postgres < 14) return "PostgreSQL before 14 rules";
  if (context.relation(relation)?.partitions.some(({ isDefault }) => isDefault))
    return "its default partition rules";
  return distributedTable(relation, context.schema) && "Citus rules";
}
