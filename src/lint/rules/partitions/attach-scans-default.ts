import { isSameName } from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { defaultPartition } from "./default-partition.ts";
import { mayProveBound } from "./partition-bound.ts";
import { stoppedUntilEnd } from "../stopped.ts";

export default defineRule({
  name: "attach-scans-default",
  severity: "warning",
  stake: "waiting",
  sets: ["safety", "recommended"],
  summary: "A new partition beside a default partition that has to be searched for its rows",
  why: `Rows of the new range may be in the default partition. ATTACH PARTITION and PARTITION OF therefore take ACCESS EXCLUSIVE on it and read all of
it, unless it has a valid CHECK that excludes the range (measured on 15 to 18).`,
  instead: `Exclude the range in the default partition first, and drop the CHECK afterwards:

\`\`\`sql
-- first migration
ALTER TABLE measurements_default ADD CONSTRAINT measurements_default_not_2027
    CHECK (at IS NOT NULL AND (at < '2027-01-01' OR at >= '2028-01-01')) NOT VALID;

-- second migration
ALTER TABLE measurements_default VALIDATE CONSTRAINT measurements_default_not_2027;

-- third migration
CREATE TABLE measurements_2027 (
    LIKE measurements INCLUDING ALL,
    CONSTRAINT measurements_2027_bound CHECK (at IS NOT NULL AND at >= '2027-01-01' AND at < '2028-01-01')
);
ALTER TABLE measurements ATTACH PARTITION measurements_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
\`\`\``,
  exempt: `Parents whose default partition is not known, is small, or is made by the same migration; a default partition with a valid CHECK on the
key of the parent. A trace by \`pgmaestro locks\` decides where there is one.`,
  kinds: ["attach-partition", "create-table"],
  check: {
    action(action, context) {
      const parent = parentOf(action);
      const found = parent && defaultPartition(parent, context);
      if (parent === undefined || found === undefined) return;
      const { observed } = context;
      const isScanned = observed
        ? observed.scans.some((one) => isSameName(one, found))
        : !mayProveBound(found, context.relation(parent));
      if (!isScanned) return;
      const name = context.show(found);
      context.report({
        message: stoppedUntilEnd(
          `${name}, the default partition of ${context.show(parent)},`,
          "a new partition reads all of it",
        ),
        help: `Add a CHECK to ${name} that excludes the new rows NOT VALID, and VALIDATE it in a migration before this one.`,
      });
    },
  },
});

function parentOf(action: Action): RelationName | undefined {
  if (action.kind === "attach-partition" && !action.isDefault) return action.relation;
  return action.kind === "create-table" && !action.isDefault ? action.partitionOf : undefined;
}
