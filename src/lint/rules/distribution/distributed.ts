import {
  apply,
  beforeAll,
  distributionOf,
  type Relation,
  type Schema,
  type TableDistribution,
} from "../../../schema/index.ts";
import type { Action, RelationName } from "../../../sql/statement/index.ts";
import type { StatementContext } from "../../context.ts";

/** A table that Citus keeps, with how. */
export interface DistributedTable {
  readonly table: Relation;
  readonly distribution: TableDistribution;
}

/** A table that Citus keeps, as far as migrations say so; undefined for one that is local, or of which nothing is known. */
export function distributedTable(name: RelationName, schema: Schema): DistributedTable | undefined {
  const table = schema.relation(name);
  const distribution = table && distributionOf(table, schema);
  return distribution === undefined || distribution.as === "local"
    ? undefined
    : { table: table!, distribution };
}

/** Whether a table is known to be on one node that is not Citus's: a migration makes it, and none distributes it. */
export function isLocalTable(name: RelationName, schema: Schema): boolean {
  const table = schema.relation(name);
  if (table === undefined || table.kind !== "table" || table.temporary) return false;
  const distribution = distributionOf(table, schema);
  return distribution === undefined ? table.isCreated : distribution.as === "local";
}

/** The schema before an action; a SELECT may distribute several tables, one after the other. */
export function schemaBefore(action: Action, context: StatementContext): Schema {
  const { actions } = context.statement;
  const earlier = actions.slice(0, Math.max(0, actions.indexOf(action)));
  if (earlier.length === 0) return context.schema;
  const schema = context.schema.clone();
  for (const one of earlier) apply(schema, one, beforeAll);
  return schema;
}

/** The schema after an action. */
export function schemaAfter(action: Action, context: StatementContext): Schema {
  const schema = schemaBefore(action, context).clone();
  apply(schema, action, beforeAll);
  return schema;
}
