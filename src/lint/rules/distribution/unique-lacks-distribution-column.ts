import type { Relation } from "../../../schema/index.ts";
import { constraintsOf, shownName, type Action } from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import { uniqueKeys, type UniqueKey } from "../unique-keys.ts";
import { distributedTable, schemaAfter } from "./distributed.ts";

export default defineRule({
  name: "unique-lacks-distribution-column",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary:
    "A primary key, unique index or exclusion constraint without the column by which Citus distributes the table",
  why: `Each shard has an index of its own, so that a distributed table can only be unique by columns that hold its distribution column; Citus refuses
anything else with 0A000, "cannot create constraint" or "creating unique indexes on non-partition columns is currently unsupported" (measured on 12.1): when the
constraint is added, and when a table that has one is distributed. A column of INCLUDE does not count.`,
  instead: `Take the distribution column into the key:

\`\`\`sql
CREATE TABLE IF NOT EXISTS orders (
    tenant_id bigint NOT NULL,
    id        bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id)
);
SELECT create_distributed_table('orders', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
\`\`\``,
  exempt: `Reference tables and tables without a distribution column, which may be unique by anything; tables of which no migration says that they are distributed.`,
  kinds: ["distribute-table", "alter-distribution", "add-column", "add-constraint", "create-index"],
  check: {
    action(action, context) {
      if (!("relation" in action)) return;
      const isDistributing =
        action.kind === "distribute-table" || action.kind === "alter-distribution";
      const added = isDistributing ? [] : keysAdded(action);
      if (!isDistributing && added.length === 0) return;
      const found = distributedTable(action.relation, schemaAfter(action, context));
      const column = found?.distribution.column;
      if (found === undefined || column === undefined) return;
      const keys = isDistributing ? keysOf(found.table, action.at) : added;
      const table = context.show(action.relation);
      for (const { word, columns, at } of keys.filter((key) => !key.columns.includes(column)))
        context.report({
          message: isDistributing
            ? `Citus refuses to distribute ${table} by ${column}: its ${word}${columns.length > 0 ? ` (${columns.join(", ")})` : ""} lacks ${column}.`
            : `Citus refuses the ${word} of ${table}: it lacks ${column}, by which ${table} is distributed.`,
          help: `Add ${shownName([column])} to the ${word}, or make ${table} a reference table.`,
          at,
        });
    },
  },
});

function keysAdded(action: Action): readonly UniqueKey[] {
  const exclusions = constraintsOf(action)
    .filter(({ kind }) => kind === "exclusion")
    .map(({ columns, at }) => ({ word: "exclusion constraint", columns, at }));
  const isOfIndex = constraintsOf(action).some(({ usingIndex }) => usingIndex !== undefined);
  return isOfIndex ? [] : [...uniqueKeys(action), ...exclusions];
}

const words: Readonly<Partial<Record<string, string>>> = {
  "primary-key": "primary key",
  unique: "unique constraint",
  exclusion: "exclusion constraint",
};

/** Those of a table that is there. */
function keysOf({ constraints, indexes }: Relation, at: number): UniqueKey[] {
  const ofConstraints = [...constraints.values()].flatMap(({ kind, columns }) => {
    const word = words[kind];
    return word === undefined ? [] : [{ word, columns, at }];
  });
  const ofIndexes = [...indexes.values()]
    .filter(({ unique, constraint }) => unique && constraint === undefined)
    .map(({ columns }) => ({
      word: "unique index",
      columns: columns.flatMap(({ name }) => name ?? []),
      at,
    }));
  return [...ofConstraints, ...ofIndexes];
}
