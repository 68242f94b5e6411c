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

  it("refuses what is none of the three, rows, psql's other commands and a migration", async () => {
    const files = {
      ...project,
      "rows.sql": "CREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\nit's\n\\.\n",
      "connect.sql": "\\connect other\nSELECT 1;",
      "wrong.sql": "create table a ();\n\ncreate index on b (c);",
    };
    await rejection(between("nothing", "migrations", files), InvalidRequestError);
    await rejection(diff({ from: "pglite:./nothing-here", to: "migrations" }), InvalidRequestError);
    expect(existsSync("nothing-here")).toBe(false);
    await rejection(between("migrations/1_users.sql", "migrations", files), InvalidRequestError);
    const rows = await rejection(between("rows.sql", "migrations", files), MigrationFileError);
    expect(rows).toMatchObject({ location: { line: 2, column: 1 } });
    expect(rows.hint).toContain("--schema-only");
    const connect = await rejection(
      between("connect.sql", "migrations", files),
      MigrationFileError,
    );
    expect(connect.message).toContain("\\connect");
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
