import { areColocated, type Relation, type Schema } from "../../../schema/index.ts";
import {
  constraintsOf,
  type Action,
  type ConstraintSummary,
  type References,
  type RelationName,
} from "../../../sql/statement/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { StatementContext } from "../../context.ts";
import {
  distributedTable,
  isLocalTable,
  schemaAfter,
  type DistributedTable,
} from "./distributed.ts";

export default defineRule({
  name: "foreign-key-across-shards",
  severity: "error",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "A foreign key that Citus refuses, as its two rows may be on two nodes",
  why: `A shard checks its foreign keys by itself, so the row that is referred to must be on the same node. Citus refuses all others (measured on 12.1): between
distributed tables that are not colocated, or by columns that do not hold both distribution columns at the same place; from a distributed table to a local one;
from a reference table, or a local one in its metadata, to a distributed one. Where the distribution column is in the key, it also refuses ON DELETE SET NULL
and SET DEFAULT, and ON UPDATE SET NULL, SET DEFAULT and CASCADE.`,
  instead: `Colocate the tables and take the distribution column into the key, or make what is referred to a reference table:

\`\`\`sql
CREATE TABLE IF NOT EXISTS items (
    tenant_id bigint NOT NULL,
    id        bigint GENERATED ALWAYS AS IDENTITY,
    order_id  bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT items_order_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id)
);
SELECT create_distributed_table('items', 'tenant_id', colocate_with => 'orders')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'items'::regclass);
\`\`\``,
  exempt: `Tables of which no migration says how they are kept; tables whose colocation the migrations do not show.`,
  kinds: ["distribute-table", "add-column", "add-constraint"],
  check: {
    action(action, context) {
      if (!("relation" in action)) return;
      const isDistributing = action.kind === "distribute-table";
      const added = isDistributing ? [] : keysAdded(action);
      if (!isDistributing && added.length === 0) return;
      const schema = schemaAfter(action, context);
      const keys = isDistributing ? keysOf(action.relation, schema) : added;
      for (const { columns, references, at } of keys) {
        const found = refusal({ table: action.relation, columns, references }, schema, context);
        if (found === undefined) continue;
        const [reason, help] = found;
        const what = isDistributing
          ? `to distribute ${context.show(action.relation)} with its foreign key to ${context.show(references.relation)}`
          : `the foreign key of ${context.show(action.relation)} to ${context.show(references.relation)}`;
        context.report({ message: `Citus refuses ${what}: ${reason}.`, help, at: at ?? action.at });
      }
    },
  },
});

interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: References;
  readonly at?: number;
}

function keysAdded(action: Action): ForeignKey[] {
  return constraintsOf(action).flatMap(({ columns, references, at }: ConstraintSummary) =>
    references ? [{ columns, references, at }] : [],
  );
}

function keysOf(name: RelationName, schema: Schema): ForeignKey[] {
  return [...(schema.relation(name)?.constraints.values() ?? [])].flatMap(
    ({ columns, references }) =>
      references ? [{ columns, references: { ...references, relation: references.table } }] : [],
  );
}

type Key = ForeignKey & { readonly table: RelationName };

/** Why Citus refuses a key, and what to do. */
function refusal(
  key: Key,
  schema: Schema,
  context: StatementContext,
): readonly [reason: string, help: string] | undefined {
  const [from, to] = [key.table, key.references.relation].map((name) =>
    distributedTable(name, schema),
  );
  const target = context.show(key.references.relation);
  if (from !== undefined && isSpread(from)) {
    if (to === undefined)
      return isLocalTable(key.references.relation, schema)
        ? [`${target} is a local table`, `Call create_reference_table('${target}') before it.`]
        : undefined;
    return to.distribution.as === "reference" ? undefined : betweenSpread(key, from, to, context);
  }
  if (from === undefined || to === undefined || !isSpread(to)) return undefined;
  const own = context.show(key.table);
  return [
    `${own} is ${from.distribution.as === "reference" ? "a reference table" : "in the metadata of Citus and local"}, and ${target} is distributed`,
    `Distribute ${own} beside ${target}, or make ${target} a reference table.`,
  ];
}

function isSpread({ distribution }: DistributedTable): boolean {
  return distribution.as === "distributed" || distribution.as === "single-shard";
}

function betweenSpread(
  { columns, references }: Key,
  from: DistributedTable,
  to: DistributedTable,
  context: StatementContext,
): readonly [string, string] | undefined {
  const [one, other] = [context.show(from.table), context.show(to.table)];
  if (areColocated(from.distribution, to.distribution) === false)
    return [
      `${one} and ${other} are not colocated`,
      `Distribute ${one} with colocate_with => '${other}'.`,
    ];
  const [own, theirs] = [from.distribution.column, to.distribution.column];
  if (own === undefined || theirs === undefined) return undefined;
  const target = referencedColumns(references, to.table);
  const isBeside = columns.some(
    (name, index) => name === own && (target?.[index] ?? theirs) === theirs,
  );
  if (!isBeside)
    return [
      `its columns do not hold ${own} and ${theirs}, by which the tables are distributed, at the same place`,
      `Write FOREIGN KEY (${own}, …) REFERENCES ${other} (${theirs}, …).`,
    ];
  return refusedAction(references, own);
}

/** Those of the primary key where none are written; undefined where that is not known. */
function referencedColumns({ columns }: References, { constraints }: Relation) {
  if (columns.length > 0) return columns;
  return [...constraints.values()].find(({ kind }) => kind === "primary-key")?.columns;
}

function refusedAction(
  { onDelete, onUpdate }: References,
  column: string,
): readonly [string, string] | undefined {
  const clause =
    onDelete === "set null" || onDelete === "set default"
      ? `ON DELETE ${onDelete.toUpperCase()}`
      : onUpdate === "no action" || onUpdate === "restrict"
        ? undefined
        : `ON UPDATE ${onUpdate.toUpperCase()}`;
  return clause === undefined
    ? undefined
    : [
        `${clause} would change ${column}, by which the table is distributed`,
        `Leave ${clause} out.`,
      ];
}
