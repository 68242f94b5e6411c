import { defineRule } from "../../define-rule.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "partition-of-locks-parent",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "CREATE TABLE … PARTITION OF a table that is in use",
  why: `PARTITION OF takes ACCESS EXCLUSIVE on the parent (measured on 15 to 18): reads and writes of every partition by way of the parent
wait. ATTACH PARTITION takes only SHARE UPDATE EXCLUSIVE on it, which lets both go on.`,
  instead: `Create the table by itself and attach it:

\`\`\`sql
CREATE TABLE IF NOT EXISTS measurements_2027 (
    LIKE measurements INCLUDING ALL,
    CONSTRAINT measurements_2027_bound CHECK (at IS NOT NULL AND at >= '2027-01-01' AND at < '2028-01-01')
);
ALTER TABLE measurements ATTACH PARTITION measurements_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
\`\`\``,
  exempt: `Parents that the same migration creates, and small ones. On a parent that is declared busy it is an error.`,
  kinds: ["create-table"],
  check: {
    action(action, context) {
      if (action.partitionOf === undefined) return;
      const { partitionOf: parent, relation } = action;
      if (!context.inUse(parent) || context.isOwn(parent)) return;
      if (action.guarded && context.relation(relation)?.isCreated) return;
      const [name, child] = [context.show(parent), context.show(relation)];
      const isBusy = context.facts.isBusy(context.schema.resolve(parent));
      context.report({
        ...(isBusy && { severity: "error" }),
        message: stoppedUntilEnd(
          `${name}, or its partitions through it,`,
          "PARTITION OF adds to it",
        ),
        help: `Create ${child} with LIKE ${name}, and attach it with ALTER TABLE ${name} ATTACH PARTITION.`,
      });
    },
  },
});
