import { expect, inject, test } from "vitest";
import { InvalidRequestError, verify, type VerifyResult } from "../../src/index.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";

const table = (name: string) =>
  upDown(`CREATE TABLE IF NOT EXISTS ${name} (id int);`, `DROP TABLE IF EXISTS ${name};`);

/** What is said of each, but for how long it took. */
function said({ migrations, notReached, unfilled, undescribed, passed }: VerifyResult) {
  const verdicts = migrations.map(({ durationMs: _, ...one }) => one);
  return { verdicts, notReached, unfilled, undescribed, passed };
}

async function alike(files: Record<string, string>, jobs: number) {
  const options = { migrationsDir: directoryOf(files), scratch: inject("serverUrl"), all: true };
  const events: { index: number; of: number }[] = [];
  const onEvent = (event: { type: string }) =>
    void (event.type === "verifying" && events.push(event as never));
  const atOnce = said(await verify({ ...options, jobs, onEvent }));
  expect(atOnce).toEqual(said(await verify(options)));
  return { ...atOnce, events };
}

test("several at the same time give what one after the other does, in the same order", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const files = Object.fromEntries(names.map((name, at) => [`${at + 1}_${name}.sql`, table(name)]));
  const { verdicts, passed, events } = await alike(files, 3);
  expect(verdicts.map(({ name }) => name)).toEqual(names.map((name, at) => `${at + 1}_${name}`));
  expect(passed).toBe(true);
  expect(events.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("what does not run, is not sound, or needs what does not run is found as well", async () => {
  const { verdicts, notReached, passed } = await alike(
    {
      "1_a.sql": table("a"),
      "2_wrong.sql": upDown("CREATE TABLE b (id int);", "SELECT 1;"),
      "3_broken.sql": upDown("CREATE TABLE c (id int); SELECT 1 / 0;", "DROP TABLE c;"),
      "4_d.sql": table("d"),
      "5_on_c.sql": upDown("ALTER TABLE c ADD note text;", "ALTER TABLE c DROP note;"),
      "6_e.sql": table("e"),
    },
    3,
  );
  expect(passed).toBe(false);
  expect(verdicts.filter(({ up }) => up.verdict === "failed").map(({ name }) => name)).toEqual([
    "3_broken",
  ]);
  expect(notReached.map(({ name }) => name)).toEqual(["5_on_c"]);
});

test("no scratch database is left", async () => {
  await alike({ "1_a.sql": table("a"), "2_b.sql": table("b") }, 2);
  const mine = `^pgmaestro_scratch_${process.pid}_`;
  expect(
    await queryOnce(inject("serverUrl"), `SELECT FROM pg_database WHERE datname ~ '${mine}'`),
  ).toEqual([]);
});

test("an embedded scratch database is one", async () => {
  const options = { migrationsDir: directoryOf({ "1_a.sql": table("a") }), all: true, jobs: 2 };
  const error = await rejection(verify(options), InvalidRequestError);
  expect(error.message).toContain("on a server only");
});
