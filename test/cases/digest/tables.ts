import type { Change } from "./change.ts";

export const schemas: Change[] = [
  {
    title: "a new schema",
    change: "CREATE SCHEMA other",
    undo: "DROP SCHEMA other",
    differs: ["schema other"],
  },
  {
    title: "another owner of a schema",
    change: "ALTER SCHEMA app OWNER TO pg_monitor",
    undo: "ALTER SCHEMA app OWNER TO postgres",
    differs: ["schema app"],
  },
  {
    title: "a privilege on a schema",
    change: "GRANT USAGE ON SCHEMA app TO pg_monitor",
    undo: "REVOKE USAGE ON SCHEMA app FROM pg_monitor",
    differs: ["privileges of schema app"],
  },
];

export const tables: Change[] = [
  {
    title: "a new table",
    change: "CREATE TABLE app.new (a int)",
    undo: "DROP TABLE app.new",
    differs: ["table app.new"],
  },
  {
    title: "another owner of a table",
    change: "ALTER TABLE app.users OWNER TO pg_monitor",
    undo: "ALTER TABLE app.users OWNER TO postgres",
    differs: ["table app.users"],
  },
  {
    title: "a table that is not logged",
    setup: "CREATE TABLE app.log (a int)",
    change: "ALTER TABLE app.log SET UNLOGGED",
    undo: "ALTER TABLE app.log SET LOGGED",
    differs: ["table app.log"],
  },
  {
    title: "a table made again without its fillfactor",
    setup: "CREATE TABLE app.roomy (a int) WITH (fillfactor = 70, autovacuum_enabled = off)",
    change: "DROP TABLE app.roomy; CREATE TABLE app.roomy (a int)",
    undo: "ALTER TABLE app.roomy SET (autovacuum_enabled = off); ALTER TABLE app.roomy SET (fillfactor = 70)",
    differs: ["table app.roomy"],
  },
  {
    title: "an option of a table's TOAST",
    change: "ALTER TABLE app.users SET (toast.autovacuum_enabled = off)",
    undo: "ALTER TABLE app.users RESET (toast.autovacuum_enabled)",
    differs: ["table app.users"],
  },
  {
    title: "replica identity of a table",
    change: "ALTER TABLE app.users REPLICA IDENTITY FULL",
    undo: "ALTER TABLE app.users REPLICA IDENTITY DEFAULT",
    differs: ["table app.users"],
  },
  {
    title: "replica identity by an index",
    setup: "CREATE UNIQUE INDEX by_id ON app.users (id)",
    change: "ALTER TABLE app.users REPLICA IDENTITY USING INDEX by_id",
    undo: "ALTER TABLE app.users REPLICA IDENTITY DEFAULT",
    differs: ["index app.by_id", "table app.users"],
  },
  {
    title: "row security",
    change: "ALTER TABLE app.users ENABLE ROW LEVEL SECURITY",
    undo: "ALTER TABLE app.users DISABLE ROW LEVEL SECURITY",
    differs: ["table app.users"],
  },
  {
    title: "row security for the owner too",
    change: "ALTER TABLE app.users FORCE ROW LEVEL SECURITY",
    undo: "ALTER TABLE app.users NO FORCE ROW LEVEL SECURITY",
    differs: ["table app.users"],
  },
  {
    title: "a partition with other bounds",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (10)`,
    change:
      "ALTER TABLE app.parts DETACH PARTITION app.part; ALTER TABLE app.parts ATTACH PARTITION app.part FOR VALUES FROM (1) TO (11)",
    undo: "DROP TABLE app.part; CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (10)",
    differs: ["table app.part"],
  },
  {
    title: "another partition key",
    setup: "CREATE TABLE app.parts (k int) PARTITION BY RANGE (k)",
    change: "DROP TABLE app.parts; CREATE TABLE app.parts (k int) PARTITION BY LIST (k)",
    undo: "DROP TABLE app.parts; CREATE TABLE app.parts (k int) PARTITION BY RANGE (k)",
    differs: ["table app.parts"],
  },
  {
    title: "inheritance in another order",
    setup:
      "CREATE TABLE app.a (x int); CREATE TABLE app.b (x int); CREATE TABLE app.c () INHERITS (app.a, app.b)",
    change: "ALTER TABLE app.c NO INHERIT app.a; ALTER TABLE app.c INHERIT app.a",
    undo: "DROP TABLE app.c; CREATE TABLE app.c () INHERITS (app.a, app.b)",
    differs: ["table app.c"],
  },
  {
    title: "a table of a composite type",
    setup: "CREATE TABLE app.points OF app.point",
    change: "ALTER TABLE app.points NOT OF",
    undo: "ALTER TABLE app.points OF app.point",
    differs: ["table app.points"],
  },
  {
    title: "a table in a schema of a strange name",
    change: `CREATE SCHEMA "odd ""name"; CREATE TABLE "odd ""name"."T"()`,
    undo: `DROP SCHEMA "odd ""name" CASCADE`,
    differs: [`schema "odd ""name"`, `table "odd ""name"."T"`],
  },
];
