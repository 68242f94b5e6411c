import { describe, expect, inject, test } from "vitest";
import {
  InvalidRequestError,
  RunInterruptedError,
  up,
  verify,
  type CheckName,
  type VerifiedMigration,
  type VerifyOptions,
} from "../../src/index.ts";
import { checkNames } from "../../src/verify/verdict.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { scratchPlaces, describeEachServerInFull } from "../support/share.ts";

const builder = "export const shorthands = undefined;\n";
const table = upDown(
  "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY, note text);",
  "DROP TABLE IF EXISTS a;",
);

/** The verdicts of a migration as one line. */
function verdicts(migration: VerifiedMigration): string {
  return checkNames.map((name: CheckName) => migration[name].verdict).join(" ");
}

const allPassed = "passed passed passed passed passed";

describe.each(scratchPlaces(1))("verify ($place)", ({ scratch }) => {
  const verified = (files: Record<string, string>, options: VerifyOptions = {}) =>
    verify({
      migrationsDir: directoryOf(files),
      scratch: scratch(),
      repeatable: "error",
      ...options,
    });

  test("passes what goes up twice, down twice and up again, with rows in all tables", async () => {
    const { migrations, passed, unfilled } = await verified(
      {
        "1_a.sql": table,
        "2_b.sql": upDown(
          "CREATE INDEX IF NOT EXISTS a_note ON a (note) WHERE note <> '';",
          "DROP INDEX IF EXISTS a_note;",
        ),
      },
      { all: true },
    );
    expect(migrations.map(verdicts)).toEqual([allPassed, allPassed]);
    expect({ passed, unfilled }).toEqual({ passed: true, unfilled: [] });
  });

  test("without a target takes the last one, with those before it applied", async () => {
    const { migrations } = await verified(tables("1_a", "2_b"));
    expect(migrations.map(({ name }) => name)).toEqual(["2_b"]);
  });

  test("tells the error of a second run, and how to write the statement", async () => {
    const { migrations, passed } = await verified(tables("1_a"));
    const [{ repeatable }] = migrations as [VerifiedMigration];
    expect(passed).toBe(false);
    expect(repeatable.verdict).toBe("failed");
    expect(repeatable.problems).toMatchObject([
      { kind: "error", phase: "up-again", remedy: { kind: "if-not-exists" } },
    ]);
  });

  test("tells the rows that a second run adds", async () => {
    const { migrations } = await verified({
      "1_a.sql": table,
      "2_b.sql": upDown("INSERT INTO a SELECT max(id) + 1 FROM a;", ""),
    });
    expect(migrations[0]!.repeatable.problems).toMatchObject([
      { kind: "data", phase: "up-again", change: { kind: "rows new", rows: 1 } },
    ]);
  });

  test("tells what a rollback leaves, with the statement that would mend it", async () => {
    const { migrations } = await verified({
      "1_a.sql": upDown(
        "CREATE TABLE IF NOT EXISTS a (id int); CREATE TABLE IF NOT EXISTS b (id int);",
        "DROP TABLE IF EXISTS a;",
      ),
    });
    expect(verdicts(migrations[0]!)).toBe("passed passed passed failed passed");
    expect(migrations[0]!.roundTrip.problems).toMatchObject([
      {
        kind: "difference",
        phase: "down",
        difference: { object: { kind: "table", name: "public.b" }, change: "extra" },
        mend: [expect.stringContaining("DROP TABLE")],
      },
    ]);
  });

  test("goes on after a migration that left its traces, as if it had not", async () => {
    const { migrations } = await verified(
      {
        "1_a.sql": upDown("CREATE TABLE a (id int); CREATE TABLE b (id int);", "DROP TABLE a;"),
        "2_b.sql": upDown(
          "CREATE INDEX IF NOT EXISTS b_id ON b (id);",
          "DROP INDEX IF EXISTS b_id;",
        ),
      },
      { all: true },
    );
    expect(verdicts(migrations[1]!)).toBe(allPassed);
  });

  test("tries what comes after a migration that does not run without it, and says so", async () => {
    const files = { "1_a.sql": upDown("CREATE TABLE a (id nonsense);", ""), ...tables("2_b") };
    const { migrations, notReached, passed } = await verified(files, { names: ["2_b"] });
    expect(migrations.map(({ name, up }) => [name, up.verdict])).toEqual([["2_b", "passed"]]);
    expect(notReached).toMatchObject([
      { name: "1_a", without: [], error: { message: expect.stringContaining('"nonsense"') } },
    ]);
    expect(passed).toBe(false);
  });

  test("says what a rollback loses, and fails over rows that no statement names", async () => {
    const { migrations } = await verified({
      "1_a.sql": upDown(
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a ON DELETE CASCADE);",
        "",
      ),
      "2_b.sql": upDown(
        "DELETE FROM a; ALTER TABLE a ADD COLUMN IF NOT EXISTS note text DEFAULT 'x';",
        "ALTER TABLE a DROP COLUMN IF EXISTS note;",
      ),
    });
    expect(migrations[0]!.data.problems).toMatchObject([
      { kind: "data", phase: "up", change: { kind: "rows gone", table: "public.b", rows: 4 } },
    ]);
  });

  test("demands no way back where there is none, for a reason", async () => {
    const { migrations, passed } = await verified({
      "1_a.sql":
        "-- pgmaestro: irreversible the old rows are gone\nCREATE TABLE IF NOT EXISTS a (id int);",
    });
    expect(passed).toBe(true);
    expect(migrations[0]).toMatchObject({
      irreversible: "the old rows are gone",
      down: {
        verdict: "skipped",
        reason: { kind: "irreversible", reason: "the old rows are gone" },
      },
    });
  });

  test("demands a way back where nothing is said; an empty section undoes nothing", async () => {
    const { migrations } = await verified(
      {
        "1_a.sql": table.replace(/DROP.*/, ""),
        "2_b.sql": "CREATE TABLE IF NOT EXISTS b (id int);",
        "3_c.sql": upDown("SELECT 1;", "-- nothing to undo"),
      },
      { all: true },
    );
    expect(migrations.map(({ down }) => down.problems)).toEqual([[], [{ kind: "no-down" }], []]);
    expect(migrations.map(({ roundTrip }) => roundTrip.verdict)).toEqual([
      "failed",
      "skipped",
      "passed",
    ]);
  });

  test("runs JS and TS migrations as up does", async () => {
    const { migrations } = await verified(
      {
        "1_a.js": `${builder}exports.up = (pgm) => { pgm.createTable("a", { id: "id", note: { type: "text" } }, { ifNotExists: true }); };`,
        "2_b.ts": `import type { MigrationBuilder } from "node-pg-migrate";
          export async function up(pgm: MigrationBuilder) { pgm.sql("CREATE INDEX IF NOT EXISTS a_note ON a (note)"); }
          export async function down(pgm: MigrationBuilder) { pgm.sql("SELECT 1"); }`,
        "3_c.js": `exports.up = (pgm) => { pgm.sql("CREATE TABLE IF NOT EXISTS c (id int)"); }; exports.down = false;`,
      },
      { all: true },
    );
    expect(migrations.map(verdicts)).toEqual([
      allPassed,
      "passed passed passed failed passed",
      "passed passed skipped skipped passed",
    ]);
  });

  test("knows roles that are the server's own, where it is no server", async ({ skip }) => {
    skip(scratch() !== undefined, "a server has its roles");
    const { migrations } = await verified({
      "1_a.sql": table,
      "2_b.sql": upDown("GRANT SELECT ON a TO reader;", "REVOKE SELECT ON a FROM reader;"),
    });
    expect(verdicts(migrations[0]!)).toBe(allPassed);
  });

  test("does not take a kept state that has a role which a migration creates now", async ({
    skip,
  }) => {
    skip(scratch() !== undefined, "a server keeps nothing");
    const cache = directoryOf({});
    const files = { "1_a.sql": table, "2_b.sql": upDown("GRANT SELECT ON a TO reader;", "") };
    await verified(files, { cache });
    const creating = { ...files, "2_b.sql": upDown("CREATE ROLE reader;", "DROP ROLE reader;") };
    expect((await verified(creating, { cache })).migrations[0]!.up.verdict).toBe("passed");
  });

  test("runs outside a transaction what cannot run in one", async () => {
    const { migrations } = await verified({
      "1_a.sql": table,
      "2_b.sql": upDown(
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS a_note ON a (note);",
        "DROP INDEX CONCURRENTLY IF EXISTS a_note;",
      ),
    });
    expect(verdicts(migrations[0]!)).toBe(allPassed);
  });

  test("says of a column that comes back last that it does, and fails where the table is made anew", async () => {
    const files = {
      "1_a.sql": upDown("CREATE TABLE a (id int PRIMARY KEY, one text, two text);", ""),
      "2_b.sql": upDown(
        "ALTER TABLE a DROP COLUMN IF EXISTS one;",
        "ALTER TABLE a ADD COLUMN IF NOT EXISTS one text;",
      ),
      "3_c.sql": upDown(
        "DROP TABLE IF EXISTS a;",
        "CREATE TABLE IF NOT EXISTS a (two text, id int PRIMARY KEY);",
      ),
    };
    const { migrations } = await verified(files, { names: ["2_b", "3_c"] });
    expect(migrations.map(({ roundTrip }) => roundTrip.verdict)).toEqual(["passed", "failed"]);
    expect(migrations[0]!.roundTrip.notes).toEqual([
      { kind: "column-order", table: "public.a", is: "id, two, one", was: "id, one, two" },
    ]);
  });

  test("judges columns that exchange their names", async () => {
    const files = {
      "1_t.sql": upDown("CREATE TABLE t (id int PRIMARY KEY, a int, b int);", ""),
      "2_u.sql": upDown(
        "ALTER TABLE t RENAME a TO x; ALTER TABLE t RENAME b TO a; ALTER TABLE t RENAME x TO b;",
        "SELECT 1;",
      ),
    };
    const { migrations } = await verified(files, { names: ["2_u"] });
    expect(migrations.map(verdicts)).toEqual(["passed failed passed failed passed"]);
  });

  test("proves nothing of objects that catalogs do not describe", async () => {
    const { migrations, passed, undescribed } = await verified({
      "1_a.sql": upDown(
        "CREATE TABLE IF NOT EXISTS a (id int); DROP TEXT SEARCH CONFIGURATION IF EXISTS ab; CREATE TEXT SEARCH CONFIGURATION ab (PARSER = 'default');",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS ab; DROP TABLE IF EXISTS a;",
      ),
    });
    expect(verdicts(migrations[0]!)).toBe("passed not-covered passed not-covered passed");
    expect(migrations[0]!.roundTrip.reason).toEqual({
      kind: "not-described",
      objects: [{ kind: "text search configuration", name: "public.ab" }],
    });
    expect({ passed, undescribed }).toEqual({
      passed: true,
      undescribed: ["text search configuration public.ab"],
    });
  });

  test("tells names that are others each time", async () => {
    const { migrations } = await verified({
      "1_a.sql": upDown(
        "DO $$ BEGIN EXECUTE format('CREATE TABLE r_%s (id int)', txid_current()); END $$;",
        "SELECT 1;",
      ),
    });
    const [{ repeatable, roundTrip }] = migrations as [VerifiedMigration];
    for (const { problems } of [repeatable, roundTrip])
      expect(problems).toMatchObject([
        { difference: { object: { kind: "table", name: expect.stringMatching(/^public\.r_/) } } },
      ]);
  });

  test("stops on request, and says nothing false of the migration", async () => {
    const signal = AbortSignal.abort();
    await rejection(verified(tables("1_a"), { signal }), RunInterruptedError);
  });

  test("refuses a request for several things, and --pending without a target", async () => {
    await rejection(verified(tables("1_a"), { all: true, pending: true }), InvalidRequestError);
    await rejection(verified(tables("1_a"), { pending: true }), InvalidRequestError);
  });
});

describeEachServerInFull("verify with a target", (db) => {
  test("takes what is pending there, and only reads it", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b", "3_c"));
    const request = { database: db().database, migrationsDir };
    await up({ ...request, count: 1 });
    const { migrations } = await verify({ ...request, scratch: inject("serverUrl") });
    expect(migrations.map(({ name }) => name)).toEqual(["2_b", "3_c"]);
    expect(await db().query("SELECT to_regclass('b') b")).toEqual([{ b: null }]);
  });

  test("takes nothing for --pending where nothing is, and else the last one", async () => {
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a")) };
    await up(request);
    const scratch = inject("serverUrl");
    expect(await verify({ ...request, scratch, pending: true })).toMatchObject({
      migrations: [],
      passed: true,
    });
    expect((await verify({ ...request, scratch })).migrations).toHaveLength(1);
  });

  test("leaves no scratch database behind", async () => {
    await verify({ migrationsDir: directoryOf(tables("1_a")), scratch: inject("serverUrl") });
    const left = await queryOnce(
      inject("serverUrl"),
      `SELECT datname FROM pg_database WHERE datname LIKE 'pgmaestro_scratch%${process.pid}%'`,
    );
    expect(left).toEqual([]);
  });
});
