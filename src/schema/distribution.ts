import type { ColocateWith, TableDistributionKind } from "../sql/statement/index.ts";
import type { Appliers } from "./applier.ts";
import type { Colocation, Relation, TableDistribution } from "./objects.ts";
import { typeKey } from "./properties.ts";
import type { Schema } from "./schema.ts";

/** How a table is kept: as it says itself, as its parent, or as its schema; undefined where no migration distributes it. */
export function distributionOf(table: Relation, schema: Schema): TableDistribution | undefined {
  if (table.distribution !== undefined) return table.distribution;
  if (table.parent !== undefined) return distributionOf(table.parent, schema);
  if (!schema.distributedSchemas.has(table.schema) || table.kind !== "table") return undefined;
  return { as: "single-shard", colocation: { kind: "of", id: `schema ${table.schema}` } };
}

/** Whether tables are colocated; undefined where nobody knows. */
export function areColocated(
  one: TableDistribution,
  other: TableDistribution,
): boolean | undefined {
  if (one.colocation === undefined || other.colocation === undefined) return undefined;
  return colocationKey(one.colocation) === colocationKey(other.colocation);
}

function colocationKey(colocation: Colocation): string {
  return colocation.kind === "like" ? `like ${colocation.key}` : `of ${colocation.id}`;
}

/** Calls of Citus's functions. */
export const distributions: Appliers = {
  "distribute-table"(schema, action) {
    const { relation, as, column, method, colocateWith, shardCount } = action;
    const table = schema.ensure(relation);
    table.distribution = {
      as,
      ...(column !== undefined && { column }),
      ...(method !== undefined && { method }),
      ...(shardCount !== undefined && { shardCount }),
      ...colocated(table, { as, column, shardCount, colocateWith }, schema),
    };
  },
  "alter-distribution"(schema, action) {
    const table = schema.ensure(action.relation);
    const before = distributionOf(table, schema);
    const peers = action.cascade ? peersOf(table, schema) : [];
    const { colocateWith, shardCount = before?.shardCount, column = before?.column } = action;
    const after: TableDistribution = {
      as: "distributed",
      ...(before?.method !== undefined && { method: before.method }),
      ...(column !== undefined && { column }),
      ...(shardCount !== undefined && { shardCount }),
      ...colocated(table, { as: "distributed", column, shardCount, colocateWith }, schema),
    };
    table.distribution = after;
    for (const peer of peers)
      schema.ensure(peer).distribution = { ...peer.distribution!, ...sharedPart(after) };
  },
  "undistribute-table"(schema, { relation }) {
    schema.ensure(relation).distribution = { as: "local" };
  },
  "distribute-schema"(schema, { schema: name, to }) {
    if (to === "distributed") schema.distributedSchemas.add(name);
    else schema.distributedSchemas.delete(name);
  },
};

function sharedPart({ shardCount, colocation }: TableDistribution) {
  return { ...(shardCount !== undefined && { shardCount }), ...(colocation && { colocation }) };
}

/** The tables that are colocated with one and say so themselves. */
function peersOf(table: Relation, schema: Schema): Relation[] {
  const own = table.distribution;
  if (own === undefined) return [];
  return [...schema.relations.view().values()].filter(
    ({ id, distribution }) =>
      id !== table.id && distribution !== undefined && areColocated(own, distribution),
  );
}

interface Wanted {
  readonly as: TableDistributionKind;
  readonly column: string | undefined;
  readonly shardCount: number | undefined;
  readonly colocateWith: ColocateWith | undefined;
}

function colocated(
  table: Relation,
  { as, column, shardCount, colocateWith }: Wanted,
  schema: Schema,
): Pick<TableDistribution, "colocation"> {
  if (as === "reference" || as === "managed-local") return {};
  if (colocateWith === "none") return { colocation: { kind: "of", id: table.id } };
  if (colocateWith !== undefined) {
    const known = schema.relation(colocateWith);
    const colocation = known && distributionOf(known, schema)?.colocation;
    return { colocation: colocation ?? { kind: "of", id: schema.reference(colocateWith).id } };
  }
  return likeOthers(table, { column, shardCount }, schema);
}

/** What Citus chooses: the tables that have as many shards and a column of the same type. */
function likeOthers(
  table: Relation,
  { column, shardCount }: Pick<Wanted, "column" | "shardCount">,
  schema: Schema,
): Pick<TableDistribution, "colocation"> {
  if (column === undefined) return { colocation: { kind: "like", key: "" } };
  const type = table.columns.get(column)?.type;
  if (type === undefined) return {};
  const shards = shardCount ?? schema.settings.get("citus.shard_count") ?? "";
  return { colocation: { kind: "like", key: `${typeKey(type)} ${shards}` } };
}
