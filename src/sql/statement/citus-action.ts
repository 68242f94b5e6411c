import type { At, Named, RelationName } from "./parts.ts";

/** What calls of Citus's functions do to tables, schemas and functions. Source: Citus documentation, "Citus Utility Functions". */
export type CitusAction =
  | Named<"distribute-table", At & DistributeTable>
  | Named<"alter-distribution", At & AlterDistribution>
  | Named<"undistribute-table", At & UndistributeTable>
  | Named<"distribute-schema", At & DistributeSchema>
  | Named<"distribute-function", At & DistributeFunction>;

/** create_distributed_table, create_reference_table and their like. */
export interface DistributeTable {
  readonly relation: RelationName;
  readonly as: TableDistributionKind;
  /** Of a table that is distributed by a column. */
  readonly column?: string;
  /** `hash`, `range` or `append`. */
  readonly method?: string;
  /** Absent where Citus chooses among the tables that have as many shards and a column of the same type. */
  readonly colocateWith?: ColocateWith;
  readonly shardCount?: number;
  /** Writers go on, and no transaction can be around it. */
  readonly concurrently: boolean;
  /** Whether a condition stands around the call: SELECT … WHERE NOT EXISTS (…). */
  readonly guarded: boolean;
}

/** `managed-local`: a table of the coordinator alone that Citus knows of. */
export type TableDistributionKind = "distributed" | "single-shard" | "reference" | "managed-local";

/** Another table, or none at all. */
export type ColocateWith = RelationName | "none";

/** alter_distributed_table, and update_distributed_table_colocation, which moves no rows. */
export interface AlterDistribution {
  readonly relation: RelationName;
  readonly column?: string;
  readonly colocateWith?: ColocateWith;
  readonly shardCount?: number;
  /** Whether the tables that are colocated with it go along. */
  readonly cascade: boolean;
  readonly movesRows: boolean;
}

export interface UndistributeTable {
  readonly relation: RelationName;
  /** Whether the tables that foreign keys lead to go along. */
  readonly cascade: boolean;
  readonly guarded: boolean;
}

/** citus_schema_distribute and citus_schema_undistribute. */
export interface DistributeSchema {
  readonly schema: string;
  readonly to: "distributed" | "local";
  readonly guarded: boolean;
}

export interface DistributeFunction {
  readonly name: RelationName;
  /** The argument by whose value a call goes to a node. */
  readonly argument?: string;
}
