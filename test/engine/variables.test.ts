import { expect, test } from "vitest";
import {
  down,
  lint,
  locks,
  MigrationFailedError,
  MigrationFileError,
  plan,
  status,
  up,
  verify,
} from "../../src/index.ts";
import { describeEachDatabase, scratchLike } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles } from "../support/migrations.ts";
import { applied, existing, ran, rejection } from "../support/results.ts";

const file = `-- pgmaestro: variables
-- Up Migration
CREATE SCHEMA :"place";
CREATE TABLE :place.t (note text DEFAULT :'note');
INSERT INTO :place.t DEFAULT VALUES;
-- Down Migration
DROP SCHEMA :"place" CASCADE;
`;
const variables = { place: "here", note: "it's" };

describeEachDatabase("variables", (db) => {
  const request = (migrationsDir: string) => ({
    database: db().database,
    migrationsDir,
    variables,
  });

  test("are replaced when a migration runs, and the checksum is that of the file", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": file });
    await up(request(migrationsDir));
    expect(await db().query("select note from here.t")).toEqual([{ note: "it's" }]);
    const { migrations } = await status({ database: db().database, migrationsDir });
    expect(migrations).toMatchObject([{ name: "1_a", state: "applied" }]);
  });

  test("have no value in a plan, nor in the journal, whose down section can still run", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": file });
    const { segments } = await plan(request(migrationsDir));
    expect(segments[0]!.steps[0]!.statements.map(({ written }) => written)).toEqual([
      'CREATE SCHEMA :"place"',
      "CREATE TABLE :place.t (note text DEFAULT :'note')",
      "INSERT INTO :place.t DEFAULT VALUES",
    ]);
    await up(request(migrationsDir));
    const journal = await db().query("select * from pgmigrations_journal");
    expect(JSON.stringify(journal)).not.toContain("here");
    removeFiles(migrationsDir, "1_a.sql");
    addFiles(migrationsDir, { "2_b.sql": "select 1;" });
    await down({ ...request(migrationsDir), only: "1_a" });
    expect(await existing(db(), "here.t")).toEqual([]);
  });

  test("that nothing defines are an error at their place, only where they are due", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": file, "2_b.sql": "select :x;" });
    const error = await rejection(
      up({ ...request(migrationsDir), variables: { place: "here" }, count: 1 }),
      MigrationFileError,
    );
    expect(error.problem).toBe("The variable note is not defined");
    expect(error.location).toMatchObject({ line: 4, column: 42 });
    expect(await applied(db())).toEqual([]);
  });

  test("without the directive nothing is touched", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "create table t (a int[]);\nselect ':place';\nselect :place",
    });
    const error = await rejection(up(request(migrationsDir)), MigrationFileError);
    expect(error.location).toMatchObject({ line: 3, column: 8 });
    expect(error.problem).toContain("Syntax error");
  });

  test("an error of the server is at its place in the file", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "-- pgmaestro: variables\nselect :'long', nothing;",
      "2_b.sql": "-- pgmaestro: variables\nselect 1,\n  :wrong;",
    });
    const given = { long: "x".repeat(100), wrong: "1 + nothing" };
    const first = await rejection(
      up({ ...request(migrationsDir), variables: given }),
      MigrationFailedError,
    );
    expect(first.location).toMatchObject({ line: 2, column: 17 });
    expect(first.statement).toBe("select :'long', nothing");
    removeFiles(migrationsDir, "1_a.sql");
    const second = await rejection(
      up({ ...request(migrationsDir), variables: given }),
      MigrationFailedError,
    );
    expect(second.location).toMatchObject({ line: 3, column: 3 });
  });

  test("a halted run goes on with other values", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql":
        "-- pgmaestro: variables\n-- pgmaestro: no-transaction\ncreate table a ();\nselect :last;",
    });
    const given = (last: string) => ({ ...request(migrationsDir), variables: { last } });
    await rejection(up(given("1/0")), MigrationFailedError);
    expect(ran(await up(given("1")))).toEqual(["up 1_a"]);
  });

  test("verify, locks and lint see the values, at the places of the file", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": file.replaceAll(/CREATE (SCHEMA|TABLE)/g, "CREATE $1 IF NOT EXISTS"),
    });
    const script = { migrationsDir, variables, all: true, scratch: scratchLike(db()) };
    const { migrations } = await verify(script);
    expect(migrations).toMatchObject([{ roundTrip: { verdict: "passed" } }]);
    const traced = (await locks(script)).migrations[0]!.statements;
    expect(traced.map(({ line, column, text }) => [line, column, text])).toEqual([
      [3, 1, 'CREATE SCHEMA IF NOT EXISTS :"place"'],
      [4, 1, "CREATE TABLE IF NOT EXISTS :place.t (note text DEFAULT :'note')"],
      [5, 1, "INSERT INTO :place.t DEFAULT VALUES"],
    ]);
    const { findings } = await lint({ migrationsDir, variables });
    const found = findings.find(({ rule }) => rule === "create-table-without-primary-key");
    expect(found).toMatchObject({ line: 4, column: 1 });
    expect(found?.message).toContain("here.t has no primary key");
  });
});
