import { isSameName } from "../../../schema/index.ts";
import { shownName, type ActionOf } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { mayProveBound } from "./partition-bound.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "attach-without-check",
  severity: "error",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "ATTACH PARTITION of a table without a CHECK that implies the bound",
  why: `ATTACH PARTITION takes ACCESS EXCLUSIVE on the table that becomes a partition and reads all of it, unless valid constraints imply the
bound (measured on 15 to 18). Indexes of the parent that it lacks are built, and foreign keys of the parent validated, under that
lock too; the parent itself stays usable.`,
  instead: `Prove the bound beforehand, without stopping anybody, and make the indexes and foreign keys of the parent there too:

\`\`\`sql
-- first migration
ALTER TABLE measurements_2025 ADD CONSTRAINT measurements_2025_bound
    CHECK (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01') NOT VALID;

-- second migration
ALTER TABLE measurements_2025 VALIDATE CONSTRAINT measurements_2025_bound;

-- third migration
ALTER TABLE measurements ATTACH PARTITION measurements_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
\`\`\``,
  exempt: `Tables that the same migration creates, and small ones; the default partition of a table that has no other; a valid CHECK on the key of the parent, where its columns cannot be NULL: what
it compares with is not looked at. A trace by \`pgmaestro locks\` decides where there is one.`,
  kinds: ["attach-partition"],
  check: {
    action(action, context) {
      const { relation, partition } = action;
      if (!context.inUse(partition) || context.isOwn(partition) || !isScanned(action, context))
        return;
      const child = context.show(partition);
      context.report({
        message: stoppedUntilEnd(
          child,
          "no valid CHECK is known to imply the bound, so ATTACH PARTITION reads all of it",
        ),
        help: `Add a CHECK with the bound${keyIn(relation, context)} to ${child} NOT VALID, and VALIDATE it in a migration before this one.`,
      });
    },
  },
});

function isScanned(
  { relation, partition, isDefault }: ActionOf<"attach-partition">,
  context: StatementContext,
): boolean {
  const child = context.schema.resolve(partition);
  const { observed } = context;
  if (observed !== undefined) return observed.scans.some((one) => isSameName(one, child));
  const parent = context.relation(relation);
  if (isDefault && parent?.isCreated && parent.partitions.length === 0) return false;
  const known = context.relation(partition);
  return known === undefined || !mayProveBound(known, parent);
}

/** The columns that must not be NULL. */
function keyIn(
  parent: ActionOf<"attach-partition">["relation"],
  context: StatementContext,
): string {
  const key = (context.relation(parent)?.partitionBy ?? []).flatMap((name) => name ?? []);
  return key.length === 0
    ? ""
    : ` and ${key.map((name) => `${shownName([name])} IS NOT NULL`).join(" AND ")}`;
}
