import { expect, test } from "vitest";
import { Migration, PG_MIGRATE_LOCK_ID, PgLiteral, runner } from "../../src/compat/index.ts";
import { ConfigurationError, LockedError, UnknownMigrationError } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { applied, existing, rejection } from "../support/results.ts";
import { connect, urlOf } from "../support/sessions.ts";

const base = { migrationsTable: "pgmigrations", direction: "up" } as const;

describeEachDatabase("runner", (db) => {
  test("runs what is pending and answers with path, name and timestamp", async () => {
    const dir = directoryOf({
      ...tables("1_a", "2_b"),
      "3_c.js": `exports.up = (pgm) => pgm.createTable("c", { id: "id" });`,
    });
    const lines: string[] = [];
    const options = {
      ...base,
      dbClient: db().database,
      dir,
      log: (line: string) => void lines.push(line),
    };
    expect(await runner(options)).toEqual([
      { path: `${dir}/1_a.sql`, name: "1_a", timestamp: 1 },
      { path: `${dir}/2_b.sql`, name: "2_b", timestamp: 2 },
      { path: `${dir}/3_c.js`, name: "3_c", timestamp: 3 },
    ]);
    expect(lines).toContain("### MIGRATION 2_b (UP) ###");
    expect(await runner(options)).toEqual([]);
    expect(lines.at(-1)).toBe("No migrations to run!");
  });

  test("rolls back one, so many, by a timestamp, or a file", async () => {
    const dir = directoryOf(tables("1_a", "2_b", "3_c", "4_d", "5_e"));
    const options = { ...base, dbClient: db().database, dir };
    await runner({ ...options, count: Infinity });
    const down = async (more: object) =>
      (await runner({ ...options, direction: "down", ...more })).map(({ name }) => name);
    expect(await down({})).toEqual(["5_e"]);
    expect(await down({ count: 2 })).toEqual(["4_d", "3_c"]);
    expect(await down({ file: "1_a" })).toEqual(["1_a"]);
    expect(await down({ timestamp: true, count: 2 })).toEqual(["2_b"]);
    await rejection(runner({ ...options, file: "9_z" }), UnknownMigrationError);
  });

  test("only records, or only logs the SQL, when told so", async () => {
    const dir = directoryOf(tables("1_a"));
    const lines: string[] = [];
    const options = {
      ...base,
      dbClient: db().database,
      dir,
      log: (line: string) => void lines.push(line),
    };
    expect(await runner({ ...options, dryRun: true })).toMatchObject([{ name: "1_a" }]);
    expect(lines.join("\n")).toMatch(/create table/i);
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
    expect(await runner({ ...options, fake: true })).toMatchObject([{ name: "1_a" }]);
    expect(await existing(db(), "a")).toEqual([]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("loads files by strategies of one's own", async () => {
    const dir = directoryOf({ "1_a.txt": "a", "2_b.sql": "create table b (id int)" });
    const loader = (paths: string[]) =>
      paths.map((path) => ({
        id: path,
        filePaths: [path],
        actions: { up: (pgm: any) => pgm.createTable("a", { id: "id" }) },
      }));
    const migrationLoaderStrategies = [
      { extensions: [".txt"], loader },
      { extensions: [".sql"], loader: "legacySql" as const },
    ];
    const options = { ...base, dbClient: db().database, dir, migrationLoaderStrategies };
    expect(await runner(options)).toMatchObject([{ name: "1_a" }, { name: "2_b" }]);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
  });

  test("finds files by several glob patterns, and takes lists for nothing else", async () => {
    const root = directoryOf({
      ...tables("1_a", "3_c"),
      "more/2_b.sql": "create table b (id int)",
    });
    const options = {
      ...base,
      dbClient: db().database,
      dir: [`${root}/*.sql`, `${root}/more/*.sql`],
    };
    await rejection(runner(options), ConfigurationError);
    const found = { ...options, useGlob: true, ignorePattern: [`${root}/3_*`, `${root}/4_*`] };
    expect(await runner(found)).toMatchObject([{ name: "1_a" }, { name: "2_b" }]);
  });

  test("needs a database", async () => {
    await rejection(runner({ ...base, dir: "migrations" }), ConfigurationError);
  });
});

describeEachServer("runner on a server", (db) => {
  test("takes settings of pg, and gives up at once where another run holds the lock", async () => {
    const dir = directoryOf(tables("1_a"));
    const databaseUrl = { connectionString: urlOf(db()) };
    const client = await connect(urlOf(db()));
    await client.query(`select pg_advisory_lock(${PG_MIGRATE_LOCK_ID})`);
    await rejection(runner({ ...base, databaseUrl, dir }), LockedError);
    expect(await runner({ ...base, databaseUrl, dir, noLock: true })).toMatchObject([
      { name: "1_a" },
    ]);
  });
});

test("Migration.create writes a file in the language that is asked for", async () => {
  const dir = directoryOf({});
  expect(await Migration.create("add users", dir)).toMatch(/\d{13}_add-users\.js$/);
  expect(await Migration.create("more", dir, { language: "sql", filenameFormat: "utc" })).toMatch(
    /\d{17}_more\.sql$/,
  );
});

test("PgLiteral is what the builder takes as it is", () => {
  expect(PgLiteral.create("now()")).toMatchObject({ literal: true, value: "now()" });
});
