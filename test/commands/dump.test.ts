import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { drift, dump, loadDatabase, status } from "../../src/index.ts";
import {
  DraftRefusedError,
  InvalidRequestError,
  MigrationFileError,
} from "../../src/errors/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { openLoaded } from "../support/loaded.ts";
import { addFiles, directoryOf, upDown } from "../support/migrations.ts";
import { dumpOf } from "../support/pg-dump.ts";
import { answerOf } from "../support/project.ts";
import { richSchema } from "../support/rich-schema.ts";
import { createRole } from "../support/sessions.ts";
import { soaking } from "../support/soak.ts";

/** Tables that refer to each other, and what hangs on them. */
const statements = [
  "create schema app;",
  "create type app.mood as enum ('glad', 'sad');",
  "create table app.users (id int primary key, mood app.mood);",
  "create table app.posts (id int primary key, author int references app.users);",
  "create index posts_author on app.posts (author) with (fillfactor = 70, deduplicate_items = off);",
  "comment on column app.users.mood is 'How they feel';",
  "alter table app.users add pinned int references app.posts;",
  "create view app.glad as select id from app.users where mood = 'glad';",
  "create function app.count() returns bigint language sql as 'select count(*) from app.users';",
];

function project(up: string): string {
  return directoryOf({ "migrations/1_a.sql": `-- Up Migration\n${up}\n` });
}

/** Scratch databases on a server are made faster. */
const migrationsIn = (directory: string) => ({
  migrationsDir: join(directory, "migrations"),
  scratch: inject("serverUrl"),
});

function superuserOf(roleUrl: string): string {
  const url = new URL(inject("serverUrl"));
  url.pathname = new URL(roleUrl).pathname;
  return url.href;
}

/** A new database of the server, gone after the test. */
async function newDatabase(): Promise<string> {
  const url = await createDatabase(inject("serverUrl"));
  onTestFinished(() => dropDatabase(inject("serverUrl"), url));
  return url;
}

describe("a schema file", () => {
  test("has each object with what belongs to it, whatever was made first, and says what is in it", async () => {
    const { text, differences, ...result } = await dump(
      migrationsIn(project(statements.join("\n"))),
    );
    expect(text).toMatchInlineSnapshot(`
      "-- Written by \`pgmaestro dump\`, not by hand.
      -- Up to: 1_a

      CREATE SCHEMA app;

      CREATE TYPE app.mood AS ENUM ('glad', 'sad');

      CREATE TABLE app.users (
        id integer PRIMARY KEY,
        mood app.mood,
        pinned integer
      );

      COMMENT ON COLUMN app.users.mood IS 'How they feel';

      CREATE TABLE app.posts (
        id integer PRIMARY KEY,
        author integer REFERENCES app.users (id)
      );

      CREATE INDEX posts_author ON app.posts (author) WITH (deduplicate_items=off, fillfactor='70');

      ALTER TABLE app.users
        ADD CONSTRAINT users_pinned_fkey FOREIGN KEY (pinned) REFERENCES app.posts (id);

      CREATE OR REPLACE FUNCTION app.count()
      RETURNS bigint
      LANGUAGE sql
      AS $$select count(*) from app.users$$;

      CREATE VIEW app.glad AS
      SELECT id
      FROM app.users
      WHERE (mood = 'glad'::app.mood);
      "
    `);
    expect(differences).toEqual([]);
    expect(result).toMatchObject({ upTo: "1_a", statements: 9, rows: [] });
    const [schema, type, users, posts, ...rest] = statements;
    const other = [schema, type, users, posts, ...rest.toReversed()].map((statement) =>
      statement!.replace(/with \((.*), (.*)\)/, "with ($2, $1)"),
    );
    expect((await dump(migrationsIn(project(other.join("\n"))))).text).toBe(text);
  });

  test("of nearly everything loads to the same schema, by digests, by pg_dump, and by psql on a server", async () => {
    const rich = richSchema.filter((one) => !/^CREATE (?:COLLATION|PUBLICATION)/.test(one));
    const directory = project(`${rich.join(";\n")};`);
    const { text, differences } = await dump(migrationsIn(directory));
    expect(differences).toEqual([]);
    if (soaking) await expectSameByPgDump(text, rich);
    if (!(await hasPsql())) return;
    const url = await newDatabase();
    await psql(url, text, directory);
    expect(await queryOnce(url, "select count(*)::int as n from rich.people")).toEqual([{ n: 0 }]);
  });

  test("attaches the index of a partition that is made before, as a partition is made with its parent's", async () => {
    const { text, differences } = await dump(
      migrationsIn(
        project(`create table parts (k int) partition by range (k);
          create table part partition of parts for values from (1) to (2);
          create index on_parts on only parts (k);
          alter table parts add constraint young check (k > 0) not valid;
          create index on_part on part (k);
          alter index on_parts attach partition on_part;`),
      ),
    );
    expect(differences).toEqual([]);
    expect(text.indexOf("INDEX on_parts")).toBeGreaterThan(text.indexOf("PARTITION OF"));
  });

  test("names the tables whose rows it lacks, and is refused for what has secrets", async () => {
    const { rows, text, differences } = await dump(
      migrationsIn(
        project(
          `create table a (id int, y int, constraint a_id_check check ((id = 1) = (y is null)));
           insert into a values (1); create table b ();`,
        ),
      ),
    );
    expect(differences).toEqual([]);
    expect(rows).toEqual(["public.a"]);
    expect(text).toContain("-- Without the rows of: public.a\n");
    const secret = `create foreign data wrapper w; create server s foreign data wrapper w;
      create user mapping for public server s options (password 'hush');`;
    const error = await dump(migrationsIn(project(secret))).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DraftRefusedError);
    expect(JSON.stringify(error)).not.toContain("hush");
  });

  test("of a database says nothing of the owner that all of it has, and who else owns something", async () => {
    const { role, roleUrl } = await createRole(await newDatabase());
    const other = `${role}_other`;
    onTestFinished(async () => {
      await queryOnce(superuserOf(roleUrl), `drop owned by ${other}; drop role ${other}`);
    });
    await queryOnce(
      superuserOf(roleUrl),
      `create role ${other}; grant all on schema public to ${role}, ${other}; grant ${other} to ${role}`,
    );
    await queryOnce(
      roleUrl,
      `create table a (); create table b (); create table c (); alter table c owner to ${other}`,
    );
    const { text, differences } = await dump({ from: roleUrl, scratch: inject("serverUrl") });
    expect(differences).toEqual([]);
    expect(text).not.toMatch(new RegExp(`\\b${role}\\b`));
    expect(text).toContain(`ALTER TABLE public.c OWNER TO ${other};`);
  });

  test("is stale once a migration changes, and without a file to look at nobody can tell", async () => {
    const directory = project("create table a (id int);");
    const options = { ...migrationsIn(directory), output: join(directory, "schema.sql") };
    expect((await dump({ ...options, check: true })).stale).toBe(true);
    await dump(options);
    expect((await dump({ ...options, check: true })).stale).toBe(false);
    writeFileSync(options.output, readFileSync(options.output, "utf8").replaceAll("\n", "\r\n"));
    expect((await dump({ ...options, check: true })).stale).toBe(false);
    addFiles(directory, { "migrations/2_b.sql": "-- Up Migration\ncreate table b ();\n" });
    expect((await dump({ ...options, check: true })).stale).toBe(true);
    await expect(dump({ ...migrationsIn(directory), check: true })).rejects.toThrow(
      InvalidRequestError,
    );
  });

  test("becomes a database whose migrations are marked, where that is new or empty", async () => {
    const directory = project(statements.join("\n"));
    const options = migrationsIn(directory);
    const schemaFile = join(directory, "schema.sql");
    await dump({ ...options, output: schemaFile });
    addFiles(directory, { "migrations/2_b.sql": upDown("create table b ();", "drop table b;") });
    const url = new URL(await newDatabase());
    await dropDatabase(inject("serverUrl"), url.href);
    const target = { ...options, database: url.href };
    expect(await loadDatabase({ ...target, schemaFile })).toMatchObject({
      changed: true,
      marked: ["1_a"],
    });
    const found = await status(target);
    expect(found.migrations.map(({ name, state }) => [name, state])).toEqual([
      ["1_a", "applied"],
      ["2_b", "pending"],
    ]);
    expect((await drift({ ...target, scratch: inject("serverUrl") })).differences).toEqual([]);
    await expect(loadDatabase({ ...target, schemaFile })).rejects.toThrow("is not empty");
  });

  test("that does not run, or does not say what is in it, leaves no database", async () => {
    const directory = project("create table a (id int);");
    addFiles(directory, {
      "broken.sql": "-- Up to: 1_a\ncreate table a (id int);\ncreate table b (id nonsense);\n",
      "plain.sql": "create table a (id int);\n",
    });
    const database = `pglite:${join(directory, "database")}`;
    const load = (file: string) =>
      loadDatabase({ ...migrationsIn(directory), database, schemaFile: join(directory, file) });
    await expect(load("broken.sql")).rejects.toThrow(MigrationFileError);
    await expect(load("plain.sql")).rejects.toThrow(InvalidRequestError);
    expect(existsSync(join(directory, "database"))).toBe(false);
  });
});

describe("the command line", () => {
  const run = (cwd: string, line: string, env: Record<string, string> = {}) =>
    pgmaestro(line.split(" "), { cwd, env: { SCRATCH_DATABASE_URL: inject("serverUrl"), ...env } });

  test("prints a schema, writes it, says whether it is stale, and loads it", async () => {
    const cwd = project("create table a (id int);");
    expect((await run(cwd, "dump")).stdout).toContain("CREATE TABLE public.a (");
    expect(await run(cwd, "dump --output s.sql --check")).toMatchObject({ exitCode: 1 });
    expect((await run(cwd, "dump --output s.sql")).stdout).toContain("the same schema: proved.");
    expect(await run(cwd, "dump --output s.sql --check")).toMatchObject({ exitCode: 0 });
    const env = { DATABASE_URL: await newDatabase() };
    expect((await run(cwd, "db load s.sql", env)).stdout).toContain("and marked 1 migration.");
    const json = answerOf(await run(cwd, "dump --output s.sql --json"));
    expect(json).toMatchObject({ type: "dump", file: "s.sql", differences: [], statements: 1 });
    expect(json).not.toHaveProperty("text");
  });

  test("up writes the schema file that the config names, but not in CI, nor on a protected target", async () => {
    const cwd = project("create table a (id int);");
    addFiles(cwd, { "pgmaestro.config.json": '{ "schemaFile": "db/schema.sql" }' });
    const file = join(cwd, "db/schema.sql");
    const env = { DATABASE_URL: await newDatabase() };
    vi.stubEnv("CI", "true");
    await run(cwd, "up", { ...env, CI: "true" });
    await run(cwd, "down");
    await run(cwd, "up --protected", env);
    expect(existsSync(file)).toBe(false);
    addFiles(cwd, { "migrations/2_b.sql": "-- Up Migration\ncreate table b ();\n" });
    expect((await run(cwd, "up", env)).exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("-- Up to: 2_b\n");
  });
});

async function expectSameByPgDump(text: string, made: readonly string[]): Promise<void> {
  const [first, second] = [await openLoaded(), await openLoaded()];
  for (const statement of made) await first.exec(statement);
  await second.exec(text);
  expect(await dumpOf(second)).toEqual(await dumpOf(first));
}

/** Where it is installed, the file is loaded by psql, too. */
async function hasPsql(): Promise<boolean> {
  return promisify(execFile)("psql", ["--version"]).then(
    () => true,
    () => false,
  );
}

async function psql(url: string, text: string, directory: string): Promise<void> {
  const file = join(directory, "loaded.sql");
  writeFileSync(file, text);
  await promisify(execFile)("psql", [url, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file]);
}
