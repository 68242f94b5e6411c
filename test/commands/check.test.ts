import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import {
  checkParts,
  defaultLintSettings,
  dump,
  up,
  type CheckOptions,
  type CheckPartName,
  type Impact,
  type VerifyResult,
} from "../../src/index.ts";
import { statisticsText } from "../../src/impact/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, removeFiles, upDown } from "../support/migrations.ts";
import {
  base,
  branchWith,
  checked,
  checkOf,
  failed,
  fresh,
  last,
  named,
  orders,
  rulesIn,
  second,
  table,
} from "../support/pull-request.ts";
import { repositoryOf } from "../support/repository.ts";
import { statisticsOf, tableOf } from "../support/statistics.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const column = upDown(
  "ALTER TABLE users ALTER COLUMN email TYPE varchar(20);",
  "ALTER TABLE users ALTER COLUMN email TYPE text;",
);
const only = (...parts: CheckPartName[]) => checkParts.filter((name) => !parts.includes(name));

describe("the plan of a pull request", () => {
  const sizesOf = (...names: string[]) =>
    statisticsText(
      statisticsOf(
        ...names.map((name) =>
          tableOf(name, { totalBytes: 5e11, heapBytes: 4e11, tableBytes: 4e11, rows: 4e9 }),
        ),
      ),
    );

  test("is held against committed statistics, with what the base has for applied", async () => {
    const { directory, migrations } = branchWith({
      [fresh]: column,
      "sizes.json": sizesOf("public.users"),
    });
    const statistics = join(directory, "sizes.json");
    const { plan } = await checkOf(migrations, { statistics, skip: only("plan") });
    expect(plan).toMatchObject({ verdict: "failed", result: { verdict: "stops the application" } });
    const { segments } = (plan as { result: Impact }).result;
    expect(
      new Set(segments.flatMap(({ statements }) => statements.map((one) => one.migration))),
    ).toEqual(new Set(["1700000000010_change"]));
  });

  test("passes where nothing stops the application, and says so where there are no sizes", async () => {
    const { directory, migrations } = branchWith({
      [fresh]: table("a"),
      "sizes.json": sizesOf("public.users"),
    });
    const statistics = join(directory, "sizes.json");
    const skip = only("plan");
    expect(await checkOf(migrations, { statistics, skip })).toMatchObject({
      passed: true,
      plan: { verdict: "passed" },
    });
    expect((await checkOf(migrations, { skip })).plan).toEqual({
      verdict: "skipped",
      reason: "no-sizes",
    });
  });

  test("is not made of what does not run", async () => {
    const { directory, migrations } = branchWith({
      [fresh]: upDown("SELECT nothing;", ""),
      "sizes.json": sizesOf("public.users"),
    });
    const { plan } = await checkOf(migrations, { statistics: join(directory, "sizes.json") });
    expect(plan).toEqual({ verdict: "skipped", reason: "does-not-run" });
  });
});

describe("parts", () => {
  test("can be left out, each of them, and then say so", async () => {
    const result = await checked({ [orders]: "broken", [fresh]: "CREATE" }, { skip: checkParts });
    expect(result.passed).toBe(true);
    for (const name of checkParts)
      expect(result[name]).toEqual({ verdict: "skipped", reason: "not-asked" });
  });

  test("are judged on their own: names without lint, lint without names", async () => {
    const change = { [named("1700000000005_late")]: upDown("DROP TABLE users;", "") };
    const names = await checked(change, { skip: only("names") });
    expect(rulesIn(names)).toEqual(["version-out-of-order"]);
    expect(names.lint).toEqual({ verdict: "skipped", reason: "not-asked" });
    const lint = await checked(change, { skip: only("lint") });
    expect(rulesIn(lint)).not.toContain("version-out-of-order");
    expect(failed(lint)).toEqual(["lint"]);
  });

  test("of names are asked whatever the sets are, and not where the project says so", async () => {
    const change = { [named("1700000000005_late")]: table("late") };
    const skip = only("names", "lint");
    const sets = { ...defaultLintSettings, sets: [] };
    expect(failed(await checked(change, { skip, lint: sets }))).toEqual(["names"]);
    const off = { ...sets, rules: { "version-out-of-order": "off" } as const };
    for (const left of [skip, only("names")])
      expect(failed(await checked(change, { skip: left, lint: off }))).toEqual([]);
  });

  test("say what kept them from an answer", async () => {
    const broken = upDown("SELECT nothing;", "SELECT 1;");
    const { directory, migrations, git, commit } = repositoryOf({ ...base, [last]: broken });
    git("switch", "-q", "-c", "feature");
    addFiles(directory, { [fresh]: table("a") });
    commit();
    const { verify, passed } = await checkOf(migrations);
    expect(passed).toBe(false);
    expect(verify).toMatchObject({
      verdict: "failed",
      result: { notReached: [{ name: "1700000000009_invoices" }], passed: false },
    });
    const scratch = "postgres://127.0.0.1:1/postgres";
    const nowhere = await checkOf(migrations, { scratch, skip: only("verify") });
    expect(nowhere.verify).toMatchObject({
      verdict: "failed",
      error: { code: "connection-failed" },
    });
  });

  test("of verify honour proofs as long as they are of the text as it is", async () => {
    const { directory, migrations } = branchWith({ [fresh]: table("a") });
    const proofs = join(directory, "proofs.json");
    const tried = async () => {
      const { verify } = await checkOf(migrations, { proofs, skip: only("verify") });
      const { result } = verify as { result: VerifyResult };
      return [result.migrations.map(({ name }) => name), result.proved];
    };
    expect(await tried()).toEqual([["1700000000010_change"], undefined]);
    expect(await tried()).toEqual([[], ["1700000000010_change"]]);
    addFiles(directory, { [fresh]: table("b") });
    expect(await tried()).toEqual([["1700000000010_change"], undefined]);
  });
});

describe("the down sections of a pull request", () => {
  const propose = async (migration: string, more: Partial<CheckOptions> = {}) =>
    (await checked({ [fresh]: migration }, { skip: only("verify"), ...more })).downSections;
  const up = "CREATE TABLE IF NOT EXISTS a (id bigint PRIMARY KEY);";

  test.each([
    ["is none", upDown(up, "").replace(/-- Down[^]*/, "")],
    ["is an empty one", upDown(up, "")],
    ["is one that leaves something", upDown(up, "SELECT 1;")],
    ["is one that is refused", upDown(up, "DROP TABLE nothing;")],
  ])("are proposed where there %s, and proved", async (_what, migration) => {
    expect(await propose(migration)).toMatchObject([
      {
        name: "1700000000010_change",
        outcome: "offered",
        section: "DROP TABLE IF EXISTS public.a;\n",
        change: { before: migration },
        lost: [],
        reasons: [],
      },
    ]);
  });

  test("are not proposed where they pass, where there can be none, and where up does not run", async () => {
    expect(await propose(table("a"))).toEqual([]);
    expect(await propose(`-- pgmaestro: irreversible because\n${up}`)).toEqual([]);
    expect(await propose(upDown("SELECT nothing;", ""))).toEqual([]);
    expect(await propose(upDown(up, ""), { skip: only("lint") })).toEqual([]);
    expect(await propose(upDown(up.replace("IF NOT EXISTS ", ""), "DROP TABLE a;"))).toEqual([]);
  });

  test("are SQL beside the file where the migration is code", async () => {
    const code = `exports.up = (pgm) => pgm.sql("${up}");\nexports.down = (pgm) => pgm.sql("SELECT 1");\n`;
    const file = "migrations/1700000000010_change.js";
    const { downSections } = await checked({ [file]: code }, { skip: only("verify") });
    expect(downSections).toMatchObject([
      { outcome: "offered", section: expect.stringMatching(/^DROP/) },
    ]);
    expect(downSections[0]).not.toHaveProperty("change");
  });

  test("need a person where what was there is not known", async () => {
    const [proposed] = await propose("UPDATE users SET email = '';\n");
    expect(proposed).toMatchObject({ outcome: "needs-person" });
    expect(proposed).toHaveProperty("reasons.0", expect.stringContaining("UPDATE changes values"));
  });
});

describe("the files made of the migrations", () => {
  const skip = only("verify", "schema", "types");

  test("are looked at also where no migration was changed", async () => {
    const { directory, migrations } = branchWith({ "README.md": "Read me.\n" });
    const schemaFile = join(directory, "schema.sql");
    await dump({ migrationsDir: migrations, output: schemaFile, scratch: inject("serverUrl") });
    const outputs = { schemaFile, typesFile: join(directory, "absent.ts") };
    expect(await checkOf(migrations, { skip, ...outputs })).toMatchObject({
      schema: { verdict: "passed", result: { file: schemaFile, stale: false } },
      types: { verdict: "failed", result: { file: outputs.typesFile, stale: true } },
      passed: false,
    });
  });

  test("are stale where a migration came and they did not change", async () => {
    const { directory, migrations } = branchWith({ "README.md": "Read me.\n" });
    const schemaFile = join(directory, "schema.sql");
    await dump({ migrationsDir: migrations, output: schemaFile, scratch: inject("serverUrl") });
    addFiles(directory, { [fresh]: table("a") });
    expect(await checkOf(migrations, { skip, schemaFile })).toMatchObject({
      schema: { verdict: "failed", result: { stale: true } },
      types: { verdict: "skipped", reason: "no-types-file" },
    });
  });

  test("are not made of what does not run", async () => {
    const { directory, migrations } = branchWith({ [fresh]: upDown("SELECT 1 / 0;", "") });
    const schemaFile = join(directory, "schema.sql");
    expect(await checkOf(migrations, { skip, schemaFile })).toMatchObject({
      verify: { verdict: "failed" },
      schema: { verdict: "skipped", reason: "does-not-run" },
    });
  });
});

describeEachDatabase("check with a target", (db) => {
  const withTarget = async (migrations: string, more: Partial<CheckOptions> = {}) =>
    checkOf(migrations, { database: db().database, skip: only("history", "unfinished"), ...more });

  test("fits where it has what the base has", async () => {
    const { migrations } = branchWith({ [fresh]: table("a") });
    await up({ database: db().database, migrationsDir: migrations, to: "1700000000009" });
    expect(await withTarget(migrations)).toMatchObject({
      passed: true,
      history: { verdict: "passed", result: { edited: [], missing: [], outOfOrder: [] } },
      unfinished: { verdict: "passed", result: { looseEnds: [] } },
    });
  });

  test("says what was edited and what is out of order there", async () => {
    const { directory, migrations } = branchWith({ [fresh]: table("a") });
    await up({ database: db().database, migrationsDir: migrations });
    addFiles(directory, { [fresh]: table("b"), [named("1700000000004_late")]: table("late") });
    expect(await withTarget(migrations)).toMatchObject({
      passed: false,
      history: {
        verdict: "failed",
        result: {
          edited: ["1700000000010_change"],
          outOfOrder: ["1700000000004_late"],
          missing: [],
        },
      },
    });
  });

  test("has what is unfinished", async () => {
    const { migrations } = branchWith({
      [fresh]: upDown("ALTER TABLE users ADD CONSTRAINT short CHECK (email <> '') NOT VALID;", ""),
    });
    await up({ database: db().database, migrationsDir: migrations });
    expect(await withTarget(migrations)).toMatchObject({
      passed: false,
      history: { verdict: "passed" },
      unfinished: { verdict: "failed", result: { looseEnds: [{ name: "short" }] } },
    });
  });

  test("takes its sizes, and plans nothing where its history refuses every run", async () => {
    const { directory, migrations } = branchWith({ [fresh]: table("a") });
    const { database } = db();
    await up({ database, migrationsDir: migrations, to: "1700000000009" });
    const skip = only("history", "plan");
    expect(await withTarget(migrations, { skip })).toMatchObject({ plan: { verdict: "passed" } });
    addFiles(directory, { [orders]: table("others") });
    expect(await withTarget(migrations, { skip })).toMatchObject({
      history: { verdict: "failed" },
      plan: { verdict: "skipped", reason: "history-refuses" },
    });
  });

  test("does not miss what only the main branch has a file of", async () => {
    const { directory, migrations, git, commit } = branchWith({ [fresh]: table("a") });
    git("switch", "-q", "main");
    addFiles(directory, { [second]: table("theirs") });
    commit();
    await up({ database: db().database, migrationsDir: migrations });
    git("switch", "-q", "feature");
    expect(await withTarget(migrations)).toMatchObject({ history: { verdict: "passed" } });
    removeFiles(directory, orders);
    expect(await withTarget(migrations)).toMatchObject({ history: { verdict: "passed" } });
    addFiles(directory, { [named("1700000000012_only-here")]: table("here") });
    await up({ database: db().database, migrationsDir: migrations, checkOrder: false });
    removeFiles(directory, named("1700000000012_only-here"));
    expect(await withTarget(migrations)).toMatchObject({
      history: { verdict: "failed", result: { missing: ["1700000000012_only-here"] } },
    });
  });
});
