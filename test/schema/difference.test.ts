import { beforeAll, expect, test } from "vitest";
import { apply, difference, Schema } from "../../src/schema/index.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/index.ts";
import { story } from "../support/schema-story.ts";

beforeAll(loadParser);

const start = `
CREATE SCHEMA app;
CREATE TABLE users (id int PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE app.notes (id int PRIMARY KEY, body text);
CREATE INDEX users_email ON users (email);
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON users USING (id > 1);
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN positive AS int;
CREATE FUNCTION half(a int) RETURNS int LANGUAGE sql AS 'SELECT a / 2';
CREATE FUNCTION half(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW mails AS SELECT email FROM users;
CREATE SEQUENCE numbers;
CREATE EXTENSION citext;
CREATE TABLE parts (id int) PARTITION BY LIST (id);
CREATE TABLE part (id int);
`;

function after(schema: Schema, sql: string): Schema {
  const origin = { migration: schema.relations.size, section: "up", transaction: 0 } as const;
  for (const { actions } of parseStatements(sql))
    for (const action of actions) apply(schema, action, origin);
  return schema;
}

/** In short what a state after some SQL, and one that goes on from it, disagree on. */
function differences(sql: string, from = start): string[] {
  const before = after(new Schema(), from);
  return inWords(before, after(before.clone(), sql));
}

function inWords(one: Schema, other: Schema): string[] {
  return difference(one, other).map((each) => {
    const { kind, schema, name, on } = each.object;
    const path = [...(kind === "schema" || kind === "extension" ? [] : [schema]), on, name];
    const what = `${kind} ${path.filter((part) => part !== undefined).join(".")}`;
    if (each.kind === "changed") return `${what}: ${each.property}`;
    return `${each.kind === "only-in-first" ? "-" : "+"} ${what}`;
  });
}

const cases: readonly (readonly [sql: string, expected: readonly string[]])[] = [
  ["CREATE TABLE orders (id int PRIMARY KEY)", ["+ table public.orders"]],
  ["DROP TABLE app.notes", ["- table app.notes"]],
  ["CREATE TEMPORARY TABLE users (id int)", []],
  ["ALTER TABLE users RENAME TO people", ["table public.users: name"]],
  ["ALTER TABLE users SET SCHEMA app", ["table public.users: schema"]],
  ["ALTER TABLE users ENABLE ROW LEVEL SECURITY", ["table public.users: rowSecurity"]],
  ["ALTER TABLE parts ATTACH PARTITION part DEFAULT", ["table public.part: parent"]],
  ["ALTER TABLE users ADD note text CHECK (note <> '')", ["+ column public.users.note"]],
  ["ALTER TABLE users DROP email", ["- column public.users.email"]],
  [
    "ALTER TABLE users RENAME email TO mail",
    ["- column public.users.email", "+ column public.users.mail"],
  ],
  ["ALTER TABLE users ALTER email SET NOT NULL", ["column public.users.email: notNull"]],
  ["ALTER TABLE users ALTER email SET DEFAULT ''", ["column public.users.email: default"]],
  ["ALTER TABLE users ALTER age TYPE bigint", ["column public.users.age: type"]],
  [
    "ALTER TABLE users RENAME TO people; ALTER TABLE people ALTER age TYPE bigint",
    ["table public.users: name", "column public.users.age: type"],
  ],
  ["ALTER TABLE users DROP CONSTRAINT grown", ["- constraint public.users.grown"]],
  [
    "ALTER TABLE users DROP CONSTRAINT grown, ADD CONSTRAINT grown CHECK (age > 18) NOT VALID",
    ["constraint public.users.grown: expression", "constraint public.users.grown: valid"],
  ],
  ["ALTER TABLE users ADD CONSTRAINT one UNIQUE (email)", ["+ constraint public.users.one"]],
  ["DROP INDEX users_email", ["- index public.users.users_email"]],
  ["CREATE INDEX notes_body ON app.notes (body)", ["+ index app.notes.notes_body"]],
  [
    "DROP INDEX users_email; CREATE UNIQUE INDEX users_email ON users (email)",
    ["index public.users.users_email: unique"],
  ],
  ["DROP TRIGGER touched ON users", ["- trigger public.users.touched"]],
  [
    "CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION other()",
    ["trigger public.users.touched: function"],
  ],
  ["CREATE POLICY more ON app.notes USING (id > 1)", ["+ policy app.notes.more"]],
  ["ALTER TYPE mood ADD VALUE 'ok'", ["type public.mood: values"]],
  ["DROP TYPE mood; DROP DOMAIN positive", ["- type public.mood", "- domain public.positive"]],
  ["DROP FUNCTION half(int, int)", []],
  [
    "CREATE OR REPLACE FUNCTION half(a text) RETURNS int LANGUAGE sql AS 'SELECT 2'",
    ["function public.half: body"],
  ],
  ["CREATE FUNCTION half(a date) RETURNS int LANGUAGE sql AS ''", ["+ function public.half"]],
  ["DROP VIEW mails; DROP SEQUENCE numbers", ["- view public.mails", "- sequence public.numbers"]],
  ["CREATE EXTENSION hstore; DROP EXTENSION citext", ["- extension citext", "+ extension hstore"]],
  ["DROP SCHEMA app CASCADE", ["- schema app", "- table app.notes"]],
  [
    "SELECT create_distributed_table('users', 'id')",
    ["table public.users: distribution", "table public.users: colocation"],
  ],
  ["SELECT create_reference_table('app.notes')", ["table app.notes: distribution"]],
  ["SELECT create_distributed_table('parts', 'id'); SELECT undistribute_table('parts')", []],
  ["SELECT citus_schema_distribute('app')", ["schema app: distribution"]],
  ["SET search_path = app; CREATE TABLE users (id int)", ["+ table app.users"]],
];

test.each(cases)("%s", (sql, expected) => {
  expect(differences(sql)).toEqual(expected);
});

test.each(cases.filter(([, expected]) => expected.some((one) => !one.includes(": "))))(
  "the other way around: %s",
  (sql, expected) => {
    const before = after(new Schema(), start);
    const reversed = inWords(after(before.clone(), sql), before);
    const only = (differences: readonly string[]) =>
      differences.filter((one) => !one.includes(": ")).toSorted();
    const turned = expected.map((one) =>
      one.replace(/^[-+]/, (sign) => (sign === "-" ? "+" : "-")),
    );
    expect(only(reversed)).toEqual(only(turned));
  },
);

test("of what no migration makes only what is done to it is a difference", () => {
  expect(differences("ALTER TABLE other ALTER a TYPE int, ALTER b SET NOT NULL")).toEqual([
    "column public.other.a: type",
    "column public.other.b: notNull",
  ]);
  expect(differences("ALTER TABLE other ALTER b DROP NOT NULL")).toEqual([]);
  expect(differences("ALTER TABLE other ADD c int")).toEqual(["+ column public.other.c"]);
  expect(differences("ALTER TABLE other DROP c", "ALTER TABLE other ADD c int")).toEqual([
    "- column public.other.c",
  ]);
});

test("what is made again as it was is no difference", () => {
  const sql = `
    DROP TABLE users CASCADE;
    CREATE TABLE users (id serial PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
    CREATE INDEX users_email ON users (email);
    CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE POLICY own ON users USING (id > 1);
    CREATE VIEW mails AS SELECT email FROM users;`;
  expect(differences(sql)).toEqual([]);
});

test("a state does not differ from its clone, nor from one that is made the same way", () => {
  const schema = new Schema();
  for (const { text } of parseStatements(
    `${start}\n${story.replace("CREATE TABLE users", "CREATE TABLE other.users")}`,
  )) {
    after(schema, text);
    expect(difference(schema, schema.clone()), text).toEqual([]);
  }
  const [one, other] = [after(new Schema(), start), after(new Schema(), start)];
  expect(difference(one, other)).toEqual([]);
});
