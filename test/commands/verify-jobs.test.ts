import { availableParallelism } from "node:os";
import { expect, inject, test } from "vitest";
import { reverse, verify, type VerifyResult } from "../../src/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { partsOf } from "../../src/trial/index.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";

const table = (name: string) =>
  upDown(`CREATE TABLE IF NOT EXISTS ${name} (id int);`, `DROP TABLE IF EXISTS ${name};`);

/** What is said of each, but for how long it took. */
function said({ migrations, notReached, unfilled, undescribed, passed }: VerifyResult) {
  const verdicts = migrations.map(({ durationMs: _, ...one }) => one);
  return { verdicts, notReached, unfilled, undescribed, passed };
}

const server = () => inject("serverUrl");
const embedded = () => undefined;

async function alike(files: Record<string, string>, jobs: number, scratch = server()) {
  const options = { migrationsDir: directoryOf(files), scratch, all: true };
  const one = said(await verify({ ...options, jobs: 1 }));
  const events: { index: number; of: number }[] = [];
  const onEvent = (event: { type: string }) =>
    void (event.type === "verifying" && events.push(event as never));
  const atOnce = said(await verify({ ...options, jobs, onEvent }));
  expect(atOnce).toEqual(one);
  return { ...atOnce, events };
}

test.each([
  ["server", server],
  ["embedded", embedded],
])(
  "several at the same time give what one after the other does, in the same order (%s)",
  async (_, place) => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const code =
      "export const up = (pgm) => pgm.sql('CREATE TABLE IF NOT EXISTS g ()'); export const down = false;";
    const files = {
      ...Object.fromEntries(names.map((name, at) => [`${at + 1}_${name}.sql`, table(name)])),
      "7_g.js": code,
    };
    const { verdicts, passed, events } = await alike(files, 3, place());
    expect(verdicts.map(({ name }) => name)).toEqual(
      [...names, "g"].map((name, at) => `${at + 1}_${name}`),
    );
    expect(passed).toBe(true);
    expect(events.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  },
);

test.each([
  ["where parts are in nobody's way", server, "-- none"],
  ["where a part may be in another's way", server, "-- none CREATE ROLE"],
  ["embedded", embedded, "-- none"],
])(
  "what does not run, is not sound, or needs what does not run is found, %s",
  async (_, place, last) => {
    const { verdicts, notReached, passed } = await alike(
      {
        "1_a.sql": table("a"),
        "2_wrong.sql": upDown("CREATE TABLE b (id int);", "SELECT 1;"),
        "3_broken.sql": upDown("CREATE TABLE c (id int); SELECT 1 / 0;", "DROP TABLE c;"),
        "4_d.sql": table("d"),
        "5_on_c.sql": upDown("ALTER TABLE c ADD note text;", "ALTER TABLE c DROP note;"),
        "6_e.sql": table("e"),
        "7_none.sql": upDown(last, last),
      },
      3,
      place(),
    );
    expect(passed).toBe(false);
    expect(verdicts.filter(({ up }) => up.verdict === "failed").map(({ name }) => name)).toEqual([
      "3_broken",
    ]);
    expect(notReached.map(({ name }) => name)).toEqual(["5_on_c"]);
  },
);

test("down sections are written at the same time as well, and what does not run is said once", async () => {
  const files = {
    "1_a.sql": "CREATE TABLE a (id int);",
    "2_broken.sql": "SELECT 1 / 0;",
    "3_b.sql": "CREATE TABLE b (id int);",
    "4_c.sql": "CREATE VIEW c AS SELECT id FROM b;",
    "5_on_c.sql": "ALTER TABLE a ADD note text;",
  };
  const options = { migrationsDir: directoryOf(files), scratch: inject("serverUrl") };
  const { migrations } = await reverse({ ...options, jobs: 3 });
  expect(migrations).toEqual((await reverse({ ...options, jobs: 1 })).migrations);
  expect(migrations.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "1_a offered",
    "2_broken not-run",
    "3_b offered",
    "4_c offered",
    "5_on_c offered",
  ]);
});

test("no scratch database is left", async () => {
  await alike({ "1_a.sql": table("a"), "2_b.sql": table("b") }, 2);
  const mine = `^pgmaestro_scratch_${process.pid}_`;
  expect(
    await queryOnce(inject("serverUrl"), `SELECT FROM pg_database WHERE datname ~ '${mine}'`),
  ).toEqual([]);
});

test.each([
  ["in as many as there are processors, up to four", {}, 4, 4],
  [
    "one after the other on a server, where one makes a role",
    { "9_a.sql": "CREATE ROLE a;" },
    1,
    4,
  ],
  ["one after the other, where one is code", { "9_a.js": "export const up = () => {};" }, 1, 1],
])("they are tried %s", (_, more: Record<string, string>, onServer, inMemory) => {
  const names = Array.from({ length: 40 }, (_unused, at) => [`${at + 10}_t.sql`, "SELECT 1;"]);
  const all = loadMigrations(directoryOf({ ...Object.fromEntries(names), ...more }));
  for (const [scratch, most] of [
    ["postgres://x", onServer],
    [undefined, inMemory],
  ] as const) {
    const { parts } = partsOf(all, all, { scratch });
    expect(parts.map(({ length }) => length > 0)).toEqual(
      Array(Math.min(most, availableParallelism())).fill(true),
    );
    expect(parts.flat()).toEqual(all);
  }
  expect(partsOf(all.slice(0, 9), all, { scratch: "postgres://x" }).parts).toHaveLength(1);
});
