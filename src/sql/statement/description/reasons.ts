import type { RelationName } from "../parts.ts";

/** A command that PostgreSQL refuses inside a transaction block, in the manual's words. */
export type OutsideTransaction =
  | "CREATE INDEX CONCURRENTLY"
  | "DROP INDEX CONCURRENTLY"
  | "REINDEX CONCURRENTLY"
  | "REINDEX of a whole schema or database"
  | "VACUUM"
  | "CLUSTER of all tables"
  | "DETACH PARTITION CONCURRENTLY"
  | "CREATE DATABASE"
  | "DROP DATABASE"
  | "ALTER DATABASE … SET TABLESPACE"
  | "CREATE TABLESPACE"
  | "DROP TABLESPACE"
  | "ALTER SYSTEM"
  | "CREATE SUBSCRIPTION"
  | "DROP SUBSCRIPTION"
  | "ALTER SUBSCRIPTION with a refresh"
  | "ALTER SUBSCRIPTION … SET (failover)"
  | "ALTER SUBSCRIPTION … SET (two_phase)"
  | "DISCARD ALL"
  | "CREATE INDEX … WITH (timescaledb.transaction_per_chunk)"
  | "create_distributed_table_concurrently";

/** Code that an action runs and of which its text tells nothing. */
export type OpaqueCode =
  | { readonly kind: "do" }
  | { readonly kind: "call"; readonly name: RelationName }
  | { readonly kind: "execute"; readonly name: string }
  /** A function in a query. */
  | { readonly kind: "function"; readonly name: RelationName };
