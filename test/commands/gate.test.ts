import { afterAll, beforeAll, expect, inject, test } from "vitest";
import {
  fakeUp,
  history,
  mark,
  plan,
  receipt,
  redo,
  repair,
  status,
  type Requirements,
  UnmetRequirementsError,
  up,
  verify,
} from "../../src/index.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { addFiles, directoryOf, tables } from "../support/migrations.ts";
import { nodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, journal, ran, rejection } from "../support/results.ts";
import { join } from "node:path";
import { describeEachDatabaseInTurn } from "../support/share.ts";

const key = "0123456789abcdef0123456789abcdef";

describeEachDatabaseInTurn(2, "what an environment requires", (db) => {
  let staging: string;
  beforeAll(async () => void (staging = await createDatabase(inject("serverUrl"))));
  afterAll(() => dropDatabase(inject("serverUrl"), staging));

  /** A project, its staging emptied, and what production asks for. */
  async function project(asked: Partial<Requirements> = {}) {
    await queryOnce(staging, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const requirements: Requirements = {
      environment: "production",
      environments: [{ name: "staging", database: staging }],
      ...asked,
    };
    const there = { database: staging, migrationsDir };
    return { there, here: { database: db().database, migrationsDir, requirements } };
  }

  const shortfalls = async (promise: Promise<unknown>) =>
    (await rejection(promise, UnmetRequirementsError)).shortfalls.map(
      ({ migration, kind }) => `${migration} ${kind}`,
    );

  test("what staging has not applied is refused, and nothing runs", async () => {
    const { there, here } = await project();
    await up({ ...there, count: 1 });
    const error = await rejection(up(here), UnmetRequirementsError);
    expect(error.kind).toBe("refused");
    expect(error.message).toContain("2_b: staging has not applied it");
    expect(error.hint).toContain("`pgmaestro up --env staging`");
    expect(await existing(db(), "a", "b", "pgmigrations")).toEqual([]);
    expect(ran(await up({ ...here, count: 1 }))).toEqual(["up 1_a"]);
    await up(there);
    expect(ran(await up(here))).toEqual(["up 2_b"]);
  });

  test("another text is refused, also where it is accepted or only marked there", async () => {
    const { there, here } = await project();
    await up({ ...there, count: 1 });
    await mark({ ...there, names: ["2_b"] });
    addFiles(here.migrationsDir, { "1_a.sql": "CREATE TABLE a (id bigint);" });
    expect(await shortfalls(up(here))).toEqual(["1_a other-checksum", "2_b only-marked"]);
    await repair({ ...there, names: ["1_a"] });
    expect(await shortfalls(up(here))).toEqual(["2_b only-marked"]);
  });

  test("what another tool applied has no checksum until it is adopted", async () => {
    const { there, here } = await project();
    await nodePgMigrate(["up"], { url: staging, migrationsDir: there.migrationsDir });
    expect(await shortfalls(up(here))).toEqual(["1_a no-checksum", "2_b no-checksum"]);
    await up(there);
    expect(ran(await up(here))).toEqual(["up 1_a", "up 2_b"]);
  });

  test("so is what staging has not had for long enough, by its own clock", async () => {
    const { there, here } = await project({ soak: 3600 });
    await up(there);
    await queryOnce(staging, "UPDATE pgmigrations_journal SET at = at - interval '59 min'");
    const error = await rejection(up(here), UnmetRequirementsError);
    expect(error.shortfalls.map(({ kind }) => kind)).toEqual(["too-young", "too-young"]);
    expect(error.shortfalls[0]!.seconds).toBeGreaterThanOrEqual(59 * 60);
    await queryOnce(staging, "UPDATE pgmigrations_journal SET at = at - interval '1 min'");
    expect(ran(await up(here))).toEqual(["up 1_a", "up 2_b"]);
  });

  test("the age of what was adopted is that of its row, whatever the time zone", async () => {
    const { there, here } = await project({ soak: 3600 });
    await nodePgMigrate(["up"], { url: staging, migrationsDir: there.migrationsDir });
    await up(there);
    expect(await shortfalls(up(here))).toEqual(["1_a too-young", "2_b too-young"]);
    await queryOnce(staging, "UPDATE pgmigrations SET run_on = run_on - interval '1 h'");
    expect(ran(await up(here))).toEqual(["up 1_a", "up 2_b"]);
  });

  test("a receipt stands for staging, at the time it was written", async () => {
    const { there, here } = await project();
    await up({ ...there, count: 1 });
    const written = await receipt({ ...there, environment: "staging", key });
    await up(there);
    const requirements = {
      ...here.requirements,
      environments: [{ name: "staging", receipt: written.receipt }],
    };
    expect(await shortfalls(up({ ...here, requirements }))).toEqual(["2_b not-applied"]);
    expect(ran(await up({ ...here, requirements, count: 1 }))).toEqual(["up 1_a"]);
    const soaked = { ...requirements, soak: 3600 };
    await up({ ...here, count: 1 });
    addFiles(here.migrationsDir, tables("3_c"));
    await up(there);
    const later = await receipt({ ...there, environment: "staging", key });
    const both = { ...soaked, environments: [{ name: "staging", receipt: later.receipt }] };
    expect(await shortfalls(up({ ...here, requirements: both }))).toEqual(["3_c too-young"]);
  });

  test("where staging cannot be reached, nothing is known of it", async () => {
    const nobody = new URL(inject("serverUrl"));
    nobody.pathname = "/nobody_is_here";
    const { here } = await project({
      environments: [{ name: "staging", database: nobody.href }],
    });
    const error = await rejection(up(here), UnmetRequirementsError);
    expect(error.shortfalls.map(({ kind }) => kind)).toEqual(["unreadable", "unreadable"]);
    expect(error.message).not.toContain(`:${nobody.password}@`);
    expect(error.hint).toContain("--receipt");
    expect(ran(await up({ ...here, override: "staging burns", count: 1 }))).toEqual(["up 1_a"]);
  });

  test("a proof of verify is asked for by its checksum", async () => {
    const { here } = await project({ environments: [] });
    const proofs = join(here.migrationsDir, "proofs.json");
    const requirements = { ...here.requirements, proofs };
    const request = { ...here, requirements, ignorePattern: ".*json" };
    expect(await shortfalls(up(request))).toEqual(["1_a no-proof", "2_b no-proof"]);
    const { migrationsDir, ignorePattern } = request;
    const found = await verify({ migrationsDir, ignorePattern, names: ["1_a"], proofs });
    expect(found.kept).toEqual({ file: proofs, proofs: 1 });
    expect(await shortfalls(up(request))).toEqual(["2_b no-proof"]);
    expect(ran(await up({ ...request, count: 1 }))).toEqual(["up 1_a"]);
  });

  test("an override goes on, and is journaled once with what was lacking, without passwords", async () => {
    const { here } = await project();
    const override = "incident 4711, see https://me:hush@wiki/4711";
    expect(ran(await up({ ...here, override }))).toEqual(["up 1_a", "up 2_b"]);
    expect(await journal(db())).toEqual(["override 1_a", "override 2_b", "up 1_a", "up 2_b"]);
    const { entries } = await history(here);
    expect(entries[0]!.detail).toBe(
      "incident 4711, see https://me:***@wiki/4711 (staging has not applied it)",
    );
    expect((await status(here)).counts).toMatchObject({ applied: 2, edited: 0 });
  });

  test("where nothing is lacking there is nothing to override", async () => {
    const { there, here } = await project();
    await up(there);
    await up({ ...here, override: "just in case" });
    expect(await journal(db())).toEqual(["up 1_a", "up 2_b"]);
  });

  test("what runs nothing is not asked, what runs again is", async () => {
    const { here } = await project();
    expect((await plan(here)).segments).toHaveLength(1);
    expect((await fakeUp({ ...here, count: 1 })).marked).toEqual(["1_a"]);
    expect(await applied(db())).toEqual(["1_a"]);
    expect(await shortfalls(redo(here))).toEqual(["1_a not-applied"]);
  });

  test("an override of what was cut off leaves it in doubt", async () => {
    const { here } = await project();
    await up({ ...here, override: "first", count: 1 });
    await db().query(
      `INSERT INTO pgmigrations_journal (name, event, up_checksum, who, tool)
        VALUES ('2_b', 'begun', 'c', 'me', 'test'), ('2_b', 'override', NULL, 'me', 'test')`,
    );
    expect((await status(here)).begun.map(({ name }) => name)).toEqual(["2_b"]);
  });
});
