import { expect, inject, it } from "vitest";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { objectText } from "../../src/catalog/index.ts";
import { diff, type DiffOptions, type DiffResult } from "../../src/commands/diff.ts";
import { InvalidRequestError, MigrationFileError } from "../../src/errors/index.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const users = "create schema app; create table app.users (id bigint primary key, email text);";
const project = {
  "migrations/1_users.sql": upDown(users, "drop schema app cascade;"),
  "migrations/2_index.sql": upDown(
    "create index users_email on app.users (email);",
    "drop index app.users_email;",
  ),
};

/** As PostgreSQL 18's pg_dump writes it, less most of its comments. */
const dump = String.raw`--
-- PostgreSQL database dump
--

\restrict Zc8k2

-- Dumped from database version 18.3

SET statement_timeout = 0;
SET setting_of_the_future = 0;
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;

CREATE SCHEMA app;
ALTER SCHEMA app OWNER TO diff_owner;
CREATE SCHEMA public;
SET default_table_access_method = heap;

CREATE TABLE app.users (
    id bigint NOT NULL,
    email text
);
ALTER TABLE app.users OWNER TO diff_owner;
ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_email ON app.users USING btree (email);

\unrestrict Zc8k2
`;

function told({ differences }: DiffResult): string[] {
  return differences.map(({ change, object }) => `${change} ${objectText(object)}`);
}

describeEachDatabaseInTurn(2, "diff", (database) => {
  function compare(
    from: string | undefined,
    to: string | undefined,
    files: Record<string, string>,
    more: Partial<DiffOptions> = {},
  ) {
    const place = directoryOf(files);
    const at = (given?: string) => given && (given.includes(":") ? given : join(place, given));
    return diff({
      database: database().database,
      migrationsDir: join(place, "migrations"),
      scratch: inject("serverUrl"),
      from: at(from),
      to: at(to),
      ...more,
    });
  }

  it("compares the migrations with the database where nothing is named", async () => {
    await database().query(users);
    const result = await compare(undefined, undefined, project);
    expect(told(result)).toEqual(["missing index app.users_email"]);
    await database().query("create index users_email on app.users (email)");
    expect(await compare(undefined, undefined, project)).toMatchObject({
      differences: [],
      way: { statements: [] },
    });
  });

  it("gives the SQL that brings A to B", async () => {
    const result = await compare(undefined, "schema.sql", {
      ...project,
      "schema.sql": `${users} alter table app.users add name text`,
    });
    expect(told(result)).toEqual(["extra column app.users.name", "missing index app.users_email"]);
    await database().query(`${users} create index users_email on app.users (email)`);
    await database().query(result.way.statements.join(";\n"));
    const { columns } = (
      await database().query<{ columns: string }>(
        "select string_agg(attname, ' ' order by attnum) as columns from pg_attribute where attrelid = 'app.users'::regclass and attnum > 0",
      )
    )[0]!;
    expect(columns).toBe("id email name");
  });
});

describeEachDatabaseInTurn(2, "diff of files", (database) => {
  const scratch = () => (database().kind === "server" ? inject("serverUrl") : undefined);
  const between = (from: string, to: string, files: Record<string, string>) => {
    const place = directoryOf(files);
    return diff({ from: join(place, from), to: join(place, to), scratch: scratch() });
  };

  it("stops at a name", async () => {
    const result = await between("migrations@1_users", "migrations", project);
    expect(told(result)).toEqual(["extra index app.users_email"]);
    expect(result.from).toMatch(/migrations@1_users$/);
  });

  const sql = (files: { a: string; b: string }) =>
    between("a.sql", "b.sql", { "a.sql": files.a, "b.sql": files.b });

  it("says what became of its SQL when it ran", async () => {
    const table = "create table t (a int, b int);";
    const { way } = await sql({ a: table, b: `${table} alter table t alter a set statistics 5;` });
    expect(way).toMatchObject({
      statements: ["ALTER TABLE public.t ALTER COLUMN a SET STATISTICS 5"],
      trial: { outcome: "exact" },
    });
    const order = await sql({ a: table, b: "create table t (b int, a int);" });
    expect(order.way.trial).toEqual({
      outcome: "leaves",
      objects: ["table public.t"],
      columnOrders: [{ table: "public.t", is: "a, b", wanted: "b, a" }],
    });
  });

  it("knows owners where both are made by the same roles", async () => {
    const role = "create role diff_billing;";
    const made = "create schema app; create table app.a (i int); create table app.b (i int);";
    const given =
      "alter schema app owner to diff_billing; alter table app.a owner to diff_billing; alter table app.b owner to diff_billing;";
    const server = database().kind === "server";
    if (server) await database().query(role);
    try {
      const result = await sql({ a: made, b: `${server ? "" : role} ${made} ${given}` });
      expect(told(result)).toEqual([
        "changed schema app",
        "changed table app.a",
        "changed table app.b",
      ]);
      expect(result).not.toHaveProperty("owners");
      expect(result.way.trial).toEqual({ outcome: "exact" });
    } finally {
      if (server) await database().query("drop role diff_billing");
    }
  });

  it("sees that a secret is another one, and shows neither", async () => {
    const server = (key: string) =>
      `create foreign data wrapper w; create server s foreign data wrapper w options (host 'h', apikey '${key}');`;
    const result = await sql({ a: server("first-key"), b: server("second-key") });
    expect(result.differences).toEqual([
      {
        object: { kind: "server", name: "s" },
        change: "changed",
        details: [{ aspect: "option apikey" }],
      },
    ]);
    const statements = ["ALTER SERVER s OPTIONS (SET apikey :'apikey')"];
    expect(result.way).toMatchObject({
      statements,
      unfinished: statements,
      trial: { outcome: "untried", reason: "secrets" },
    });
    expect(JSON.stringify(result)).not.toMatch(/-key/);
  });

  it("refuses what is none of the three, rows, psql's other commands and a migration", async () => {
    const files = {
      ...project,
      "rows.sql": "CREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\nit's\n\\.\n",
      "copy.sql": "\\copy t from file\nSELECT 1;",
      "wrong.sql": "create table a ();\n\ncreate index on b (c);",
    };
    await rejection(between("nothing", "migrations", files), InvalidRequestError);
    await rejection(diff({ from: "pglite:./nothing-here", to: "migrations" }), InvalidRequestError);
    expect(existsSync("nothing-here")).toBe(false);
    await rejection(between("migrations/1_users.sql", "migrations", files), InvalidRequestError);
    const rows = await rejection(between("rows.sql", "migrations", files), MigrationFileError);
    expect(rows).toMatchObject({ location: { line: 2, column: 1 } });
    expect(rows.hint).toContain("--schema-only");
    const copy = await rejection(between("copy.sql", "migrations", files), MigrationFileError);
    expect(copy.message).toContain("\\copy");
    const wrong = await rejection(between("wrong.sql", "migrations", files), MigrationFileError);
    expect(wrong.location).toMatchObject({ line: 3 });
  });
});

describeEachDatabaseInTurn(2, "diff of a dump", (database) => {
  it("reads what pg_dump writes, whoever owns it there", async () => {
    if (database().kind === "server") await database().query("create role diff_owner");
    try {
      const scratch = database().kind === "server" ? inject("serverUrl") : undefined;
      const place = directoryOf({ ...project, "schema.sql": dump });
      const [migrations, schema] = [join(place, "migrations"), join(place, "schema.sql")];
      expect(told(await diff({ from: migrations, to: schema, scratch }))).toEqual([]);
      expect(told(await diff({ from: schema, to: migrations, scratch }))).toEqual([]);
    } finally {
      if (database().kind === "server") await database().query("drop role diff_owner");
    }
  });
});
