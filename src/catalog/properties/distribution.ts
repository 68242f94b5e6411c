import { quoteLiteral } from "../../sql/text/index.ts";
import type { CatalogObject } from "../objects.ts";
import { connectedWith, distributionValue as valueOf, leaderOf } from "./distributed-tables.ts";
import type { PropertyChange, PropertyKind } from "./kind.ts";
import { unquoted } from "./text.ts";

/** What Citus makes of tables and schemas, as digests say it. Source: Citus documentation, "Citus Utility Functions". */
export const ofDistribution: readonly PropertyKind[] = [
  { of: /^table$/, name: /^distribution$/, sql: redistributed },
  { of: /^table$/, name: /^shard count$/, sql: (change) => besideColumn(change, withShards) },
  { of: /^table$/, name: /^colocation$/, sql: (change) => besideColumn(change, colocated) },
  {
    of: /^schema$/,
    name: /^distribution$/,
    sql: ({ definition: { object }, is }) => [
      `SELECT citus_schema_${is === undefined ? "undistribute" : "distribute"}(${quoteLiteral(object.name)})`,
    ],
  },
];

/** Where the distribution itself changes, its statement says all of it. */
function besideColumn(
  change: PropertyChange,
  sql: (change: PropertyChange, is: string) => string[],
): string[] {
  const { definition, is, from, to } = change;
  const [before, after] = [from, to].map((side) =>
    valueOf(definition.object, "distribution", side),
  );
  return is === undefined || change.was === undefined || before !== after ? [] : sql(change, is);
}

/** Tables that are colocated have as many shards each: it is said of the first, or of one that leaves the others. */
function withShards({ definition: { object }, to }: PropertyChange, is: string): string[] {
  const isFirst = valueOf(object, "colocation", to) === object.name;
  return isFirst ? [altered(object, `shard_count => ${is}`, "cascade_to_colocated => true")] : [];
}

function colocated({ definition: { object }, from, to }: PropertyChange, is: string): string[] {
  const beside = quoteLiteral(is === object.name ? "none" : is);
  const [before, after] = [from, to].map((side) => valueOf(object, "shard count", side));
  if (before !== after && is !== object.name)
    return [altered(object, `colocate_with => ${beside}`)];
  const table = quoteLiteral(object.name);
  return [`SELECT update_distributed_table_colocation(${table}, colocate_with => ${beside})`];
}

function altered({ name }: CatalogObject, ...given: string[]): string {
  return `SELECT alter_distributed_table(${[quoteLiteral(name), ...given].join(", ")})`;
}

function redistributed(change: PropertyChange): string[] {
  const { object } = change.definition;
  const [before, after] = [columnOf(change.was), columnOf(change.is)];
  if (before !== undefined && after !== undefined)
    return [altered(object, `distribution_column => ${quoteLiteral(after)}`, ...besides(change))];
  return [...(change.was === undefined ? [] : undistributed(change)), ...distributed(change)];
}

/** Tables that foreign keys connect come back together, by a call for the first of them. */
function undistributed({ definition: { object }, to }: PropertyChange): string[] {
  const table = quoteLiteral(object.name);
  const connected = connectedWith(object.name, to);
  const isTogether = connected.every(
    (name) => valueOf({ kind: "table", name }, "distribution", to) === undefined,
  );
  if (connected.length === 1 || !isTogether) return [`SELECT undistribute_table(${table})`];
  return connected[0] === object.name
    ? [`SELECT undistribute_table(${table}, cascade_via_foreign_keys => true)`]
    : [];
}

function distributed(change: PropertyChange): string[] {
  const { definition, is } = change;
  const table = quoteLiteral(definition.object.name);
  if (is === undefined) return [];
  if (is === "reference") return [`SELECT create_reference_table(${table})`];
  if (is === "local") return [`SELECT citus_add_local_table_to_metadata(${table})`];
  const column = columnOf(is);
  const given = [column === undefined ? "NULL" : quoteLiteral(column), ...besides(change)];
  return [`SELECT create_distributed_table(${[table, ...given].join(", ")})`];
}

/** Beside whose shards it has its own, or how many it has. */
function besides({ definition: { object }, from, to }: PropertyChange): string[] {
  const leader = leaderOf(object, from, to);
  if (leader !== undefined) return [`colocate_with => ${quoteLiteral(leader)}`];
  const count = valueOf(object, "shard count", to);
  return ["colocate_with => 'none'", ...(count === undefined ? [] : [`shard_count => ${count}`])];
}

const column = /^by (?:range of |append of )?/;

function columnOf(distribution: string | undefined): string | undefined {
  return distribution !== undefined && column.test(distribution)
    ? unquoted(distribution.replace(column, ""))
    : undefined;
}
