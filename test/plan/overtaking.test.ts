import { describe, expect, test } from "vitest";
import { findBaseline } from "../../src/migrations/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { overlapsOf } from "../../src/plan/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { historyOf } from "../support/plans.ts";

const earlier = `
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE users (id bigint PRIMARY KEY, name text, legacy text, mood mood);
CREATE TABLE app.users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TABLE events (id bigint) PARTITION BY RANGE (id);
CREATE INDEX users_name ON users (name);
CREATE SEQUENCE numbers;
CREATE VIEW people AS SELECT name FROM users;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE FUNCTION purge() RETURNS void LANGUAGE sql AS 'DELETE FROM users';
CREATE FUNCTION built() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || 'users'; END $$;
ALTER TABLE notes RENAME TO remarks;
`;

/** What of a later migration overlaps with an older one that waits; undefined where nothing does. */
async function overlap(after: string, before: string) {
  const directory = directoryOf({
    "1_earlier.sql": earlier,
    "2_after.sql": `-- pgmaestro: phase after\n${after}`,
    "3_before.sql": before,
  });
  const found = await overlapsOf(loadMigrations(directory), historyOf("1_earlier"), {});
  return found.get("2_after")?.find(({ migration }) => migration === "3_before")?.on;
}

describe("a later migration touches what an older one does", () => {
  const dropColumn = "ALTER TABLE users DROP COLUMN legacy";
  test.each([
    ["the same table", dropColumn, "ALTER TABLE users ADD COLUMN age int", "public.users"],
    ["spelled with its schema", dropColumn, "UPDATE public.users SET name = ''", "public.users"],
    ["its index", dropColumn, "DROP INDEX users_name", "public.users"],
    ["a new index on it", dropColumn, "CREATE INDEX ON users (id)", "public.users"],
    [
      "a foreign key to it",
      dropColumn,
      "CREATE TABLE a (id bigint REFERENCES users)",
      "public.users",
    ],
    ["a view that reads it", dropColumn, "CREATE VIEW v AS SELECT id FROM users", "public.users"],
    ["the view over it", dropColumn, "DROP VIEW people", "public.people, public.users"],
    [
      "a query of it",
      "ALTER TABLE users DROP COLUMN name",
      "CREATE TABLE b AS SELECT 1 FROM users",
      "public.users",
    ],
    [
      "a policy that reads it",
      dropColumn,
      "CREATE POLICY p ON remarks USING (EXISTS (SELECT FROM users))",
      "public.users",
    ],
    ["a function that it calls", dropColumn, "SELECT purge()", "public.users"],
    ["rights on it", dropColumn, "GRANT SELECT ON users TO PUBLIC", "public.users"],
    [
      "rights on all of its schema",
      "GRANT SELECT ON ALL TABLES IN SCHEMA app TO PUBLIC",
      "CREATE TABLE app.c (id int)",
      "the schema app",
    ],
    ["a remark on it", dropColumn, "COMMENT ON COLUMN users.name IS 'x'", "public.users"],
    [
      "a DO block that changes it",
      dropColumn,
      "DO $$ BEGIN DELETE FROM users; END $$",
      "public.users",
    ],
    [
      "a table that had another name",
      "DROP TABLE remarks",
      "ALTER TABLE remarks ADD COLUMN a int",
      "public.remarks",
    ],
    [
      "the table under a new name",
      "ALTER TABLE remarks RENAME TO words",
      "ALTER TABLE words ADD COLUMN a int",
      "public.remarks, public.words",
    ],
    [
      "a type",
      "ALTER TYPE mood ADD VALUE 'glad'",
      "ALTER TABLE remarks ADD COLUMN mood mood",
      "the type public.mood",
    ],
    [
      "a type that its table has",
      "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
      "INSERT INTO users (id) VALUES (1)",
      "the type public.mood",
    ],
    [
      "a function",
      "DROP FUNCTION touch()",
      "CREATE TRIGGER t BEFORE UPDATE ON remarks FOR EACH ROW EXECUTE FUNCTION touch()",
      "the function public.touch",
    ],
    [
      "a sequence",
      "DROP SEQUENCE numbers",
      "SELECT nextval('numbers'::regclass) FROM numbers",
      "public.numbers",
    ],
    [
      "a whole schema",
      "DROP SCHEMA app CASCADE",
      "ALTER TABLE app.users ADD COLUMN a int",
      "app.users, the schema app",
    ],
    ["a role", "DROP ROLE old_app", "GRANT SELECT ON remarks TO old_app", "the role old_app"],
    [
      "a table that it makes",
      "CREATE TABLE made (id int)",
      "INSERT INTO made VALUES (1)",
      "public.made",
    ],
    [
      "a partition's table",
      "ALTER TABLE events ADD COLUMN a int",
      "CREATE TABLE e1 PARTITION OF events DEFAULT",
      "public.events",
    ],
  ])("%s", async (_what, after, before, on) => {
    expect((await overlap(after, before))?.join(", ")).toBe(on);
    expect(await overlap(before, after), "the other way round").toContain(on.split(", ").at(-1));
  });
});

describe("a later migration touches nothing that an older one does", () => {
  test.each([
    [
      "another table",
      "ALTER TABLE users DROP COLUMN legacy",
      "ALTER TABLE remarks ADD COLUMN a int",
    ],
    [
      "a table of that name in another schema",
      "ALTER TABLE users DROP COLUMN legacy",
      "ALTER TABLE app.users ADD COLUMN a int",
    ],
    [
      "the same by the search path",
      "SET search_path TO app; ALTER TABLE users DROP COLUMN id",
      "ALTER TABLE users ADD COLUMN a int",
    ],
    [
      "both read a third",
      "CREATE TABLE a (id bigint REFERENCES users)",
      "CREATE TABLE b (id bigint REFERENCES users)",
    ],
    [
      "a function of PostgreSQL",
      "ALTER TABLE users DROP COLUMN legacy",
      "UPDATE remarks SET id = abs(id) WHERE lower('A') = 'a'",
    ],
    [
      "a temporary table",
      "ALTER TABLE users DROP COLUMN legacy",
      "CREATE TEMP TABLE t (id int); DROP TABLE t",
    ],
  ])("%s", async (_what, after, before) => {
    expect(await overlap(after, before)).toBeUndefined();
  });
});

test.each([
  ["a text that is built", "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'orders'; END $$"],
  ["a function that builds one", "SELECT built()"],
  ["rights for what is still to come", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"],
  ["a section that asks not to be read", "-- pgmaestro: opaque\nDROP TABLE remarks"],
  ["an index of which no migration says where it is", "DROP INDEX somewhere"],
])("what cannot be read touches everything: %s", async (_what, text) => {
  expect(await overlap("ALTER TABLE users DROP COLUMN legacy", text)).toEqual([]);
  expect(await overlap(text, "CREATE TABLE quite_another (id int)")).toEqual([]);
});

test("of JS migrations it counts what their functions make", async () => {
  const directory = directoryOf({
    "1_after.sql": "-- pgmaestro: phase after\nDROP TABLE users;",
    "2_other.js": "exports.up = (pgm) => pgm.createTable('orders', { id: 'id' });",
    "3_same.js": "exports.up = (pgm) => pgm.addColumn('users', { age: 'int' });",
    "4_reads.js": "exports.up = async (pgm) => { await pgm.db.query('SELECT 1'); };",
    "5_broken.js": "throw new Error('no');",
    "6_waits.js": "// pgmaestro: phase after\nexports.up = (pgm) => pgm.dropTable('users');",
  });
  const found = await overlapsOf(loadMigrations(directory), historyOf(), {});
  expect(Object.fromEntries(found)).toEqual({
    "1_after": [
      { migration: "3_same", on: ["public.users"] },
      { migration: "4_reads", on: [] },
      { migration: "5_broken", on: [] },
    ],
  });
});

test("no file is looked into where nothing of the phase after is pending", async () => {
  const directory = directoryOf({
    "1_after.sql": "-- pgmaestro: phase after\nDROP TABLE users;",
    "2_broken.sql": "this is no SQL",
  });
  expect(await overlapsOf(loadMigrations(directory), historyOf("1_after"), {})).toEqual(new Map());
});

test("what the migrations stand on says which names are whose", async () => {
  const directory = directoryOf({
    "baseline/1_old.sql":
      "CREATE TABLE users (id int, legacy text); CREATE VIEW people AS SELECT id FROM users;",
    "2_after.sql": "-- pgmaestro: phase after\nALTER TABLE users DROP COLUMN legacy;",
    "3_view.sql": "DROP VIEW people;",
  });
  const migrations = loadMigrations(directory);
  const found = await overlapsOf(migrations, historyOf(), {}, findBaseline(directory));
  expect(found.get("2_after")).toEqual([
    { migration: "3_view", on: ["public.people", "public.users"] },
  ]);
});
