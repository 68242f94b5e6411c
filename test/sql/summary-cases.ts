import type { Action } from "../../src/sql/statement/index.ts";
import { summaryCasesOfTables } from "./summary-cases-of-tables.ts";

/** A statement whose first action is of the kind, and what must be read of it. */
export const summaryCases: Readonly<
  Record<Action["kind"], readonly [string, Record<string, unknown>]>
> = {
  ...summaryCasesOfTables,
  drop: [
    "DROP TRIGGER IF EXISTS g ON s.t CASCADE",
    {
      objectKind: "TRIGGER",
      object: { name: "g", on: { schema: "s", name: "t" } },
      guarded: true,
      cascade: true,
    },
  ],
  rename: [
    "ALTER TABLE t RENAME CONSTRAINT a TO b",
    { objectKind: "CONSTRAINT", object: { name: "t" }, part: "a", to: "b" },
  ],
  "set-schema": [
    "ALTER SEQUENCE s.q SET SCHEMA app",
    { objectKind: "SEQUENCE", object: { schema: "s", name: "q" }, to: "app" },
  ],
  owner: ["ALTER SCHEMA app OWNER TO me", { objectKind: "SCHEMA", object: { name: "app" } }],
  comment: [
    "COMMENT ON COLUMN s.t.a IS 'x'",
    { objectKind: "COLUMN", object: { name: "a", on: { schema: "s", name: "t" } } },
  ],
  "create-schema": ["CREATE SCHEMA IF NOT EXISTS app", { name: "app", guarded: true }],
  "create-extension": [
    "CREATE EXTENSION citext SCHEMA ext",
    { name: "citext", schema: "ext", guarded: false },
  ],
  "create-sequence": ["CREATE TEMP SEQUENCE q", { relation: { name: "q" }, temporary: true }],
  "alter-sequence": ["ALTER SEQUENCE s.q RESTART", { relation: { schema: "s", name: "q" } }],
  "create-type": [
    "CREATE TYPE mood AS ENUM ('a', 'b')",
    { name: { name: "mood" }, form: "enum", values: ["a", "b"] },
  ],
  "alter-enum": [
    "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'c' AFTER 'a'",
    { adds: "c", guarded: true, positioned: true },
  ],
  "create-domain": [
    "CREATE DOMAIN d AS numeric(5, 2) NOT NULL CHECK (VALUE > 0)",
    { base: { name: "numeric", modifiers: [5, 2] }, notNull: true, checks: [{ kind: "check" }] },
  ],
  "alter-domain": [
    "ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID",
    { does: "add-constraint", notValid: true },
  ],
  "create-function": [
    "CREATE FUNCTION s.f(a int, OUT b text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = s AS 'BEGIN END'",
    {
      name: { schema: "s", name: "f" },
      arguments: [
        { name: "a", type: "int4", mode: "in" },
        { name: "b", type: "text", mode: "out" },
      ],
      language: "plpgsql",
      volatility: "stable",
      securityDefiner: true,
      settings: ["search_path"],
      body: "BEGIN END",
    },
  ],
  "alter-function": [
    "ALTER FUNCTION f(int) SECURITY INVOKER",
    { object: { name: "f", argumentTypes: ["int4"] }, securityDefiner: false },
  ],
  grant: [
    "GRANT SELECT, INSERT ON t TO PUBLIC WITH GRANT OPTION",
    {
      grant: true,
      privileges: ["select", "insert"],
      toPublic: true,
      withGrantOption: true,
      objects: [{ name: "t" }],
    },
  ],
  "default-privileges": ["ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app", {}],
  "create-role": [
    "CREATE ROLE app LOGIN PASSWORD 'x'",
    { name: "app", options: { canlogin: true, password: "x" } },
  ],
  "alter-role": ["ALTER ROLE app NOSUPERUSER", { name: "app", options: { superuser: false } }],
  "drop-role": ["DROP ROLE IF EXISTS a, b", { names: ["a", "b"], guarded: true }],
  "drop-owned": ["DROP OWNED BY app CASCADE", { cascade: true }],
  "drop-database": ["DROP DATABASE IF EXISTS d", { name: "d", guarded: true }],
  "create-database": ["CREATE DATABASE d", { name: "d" }],
  "create-other": [
    "CREATE SERVER IF NOT EXISTS far FOREIGN DATA WRAPPER w OPTIONS (host 'h')",
    { objectKind: "SERVER", name: { name: "far" }, guarded: true, options: { host: "h" } },
  ],
  "alter-other": [
    "ALTER SUBSCRIPTION s CONNECTION 'host=h'",
    { objectKind: "SUBSCRIPTION", options: { connection: "host=h" } },
  ],
  "drop-other": [
    "DROP USER MAPPING IF EXISTS FOR me SERVER remote",
    {
      objectKind: "USER MAPPING",
      object: { name: "me", on: { name: "remote" } },
      guarded: true,
    },
  ],
  insert: [
    "INSERT INTO t (id, a) VALUES (1, 'x'), (2, now()) ON CONFLICT (id) DO NOTHING",
    {
      columns: ["id", "a"],
      rows: 2,
      strings: ["x"],
      literalColumns: ["id"],
      onConflict: { action: "nothing", columns: ["id"] },
    },
  ],
  update: [
    "UPDATE t SET a = 1 FROM u WHERE t.id BETWEEN 1 AND 9",
    { columns: ["a"], boundColumns: ["id"], reads: [{ name: "u" }] },
  ],
  delete: [
    "DELETE FROM t WHERE id IN (SELECT id FROM u LIMIT 5)",
    { boundColumns: ["id"], limited: true, reads: [{ name: "u" }] },
  ],
  merge: [
    "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE",
    { relation: { name: "t" }, reads: [{ name: "u" }] },
  ],
  select: [
    "SELECT * FROM t FOR UPDATE",
    { query: { relations: [{ name: "t" }], locksRows: true, selectsStar: true } },
  ],
  copy: ["COPY t FROM '/data/t.csv'", { relation: { name: "t" }, from: true, source: "file" }],
  set: [
    "SET LOCAL search_path TO app, public",
    { name: "search_path", value: "app, public", local: true, reset: false, byFunction: false },
  ],
  transaction: ["ROLLBACK TO SAVEPOINT s", { command: "ROLLBACK TO" }],
  "do-block": [
    "DO $$ BEGIN EXECUTE 'x'; DROP TABLE t; EXCEPTION WHEN undefined_table THEN NULL; END $$",
    {
      language: "plpgsql",
      dynamic: true,
      handles: ["undefined_table"],
      actions: [{ kind: "drop" }],
    },
  ],
  call: ["CALL s.p(1)", { name: { schema: "s", name: "p" } }],
  discard: ["DISCARD ALL", { what: "ALL" }],
  execute: ["EXECUTE prepared(1)", { name: "prepared" }],
  other: ["NOTIFY channel", { command: "NOTIFY" }],
  "distribute-table": [
    "SELECT create_distributed_table('public.\"T\"'::regclass, 'id', colocate_with => 'u', shard_count := 8)",
    {
      relation: { schema: "public", name: "T" },
      as: "distributed",
      column: "id",
      colocateWith: { name: "u" },
      shardCount: 8,
      concurrently: false,
      guarded: false,
    },
  ],
  "alter-distribution": [
    "SELECT pg_catalog.alter_distributed_table('t', cascade_to_colocated => true, shard_count => 4)",
    { relation: { name: "t" }, shardCount: 4, cascade: true, movesRows: true },
  ],
  "undistribute-table": [
    "SELECT undistribute_table('s.t', true)",
    { relation: { schema: "s", name: "t" }, cascade: true },
  ],
  "distribute-schema": [
    "SELECT citus_schema_undistribute('app')",
    { schema: "app", to: "local", guarded: false },
  ],
  "distribute-function": [
    "SELECT create_distributed_function('s.f(int, text)', '$1')",
    { name: { schema: "s", name: "f" }, argument: "$1" },
  ],
};
