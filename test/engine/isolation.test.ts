import { expect, test } from "vitest";
import { down, MigrationFailedError, redo, status, up } from "../../src/index.ts";
import { describeEachDatabaseInTurn } from "../support/share.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, rejection } from "../support/results.ts";

/** What each of several migrations finds of the session, written down by a migration of its own. */
const note = `insert into public.notes
  select current_setting('search_path'), current_setting('work_mem'), current_user::text;`;
const table = `create table public.notes (path text, memory text, role text);
  create or replace function public.sets() returns text language plpgsql as $$
  begin set search_path = ''; set work_mem = '7MB'; return ''; end $$;`;

describeEachDatabaseInTurn(1, "what a migration sets in its session", (db) => {
  test.each([
    ["SET search_path", "set search_path = '';"],
    ["SET search_path in capitals", "SET SEARCH_PATH TO pg_catalog;"],
    ["set_config", "select pg_catalog.set_config('search_path', '', false);"],
    ["SET LOCAL", "set local search_path = ''; set local work_mem = '7MB';"],
    ["SET ROLE", "set role isolated;"],
    ["SET ROLE, and another after it", "set role isolated; select 1;"],
    ["SET SESSION AUTHORIZATION", "set session authorization isolated;"],
    ["a DO block", "do $$ begin perform set_config('work_mem', '7MB', false); end $$;"],
    ["a function that a SELECT calls", "select public.sets();"],
    [
      "a function that a WITH calls",
      "with s as (select public.sets()) delete from public.notes using s where false;",
    ],
    ["RESET ALL", "reset all;"],
    ["several at once", "set search_path = ''; set work_mem = '7MB'; set role isolated;"],
  ])("by %s reaches neither the next migration nor the record", async (_, statements) => {
    await db().query("drop role if exists isolated; create role isolated");
    const migrationsDir = directoryOf({
      "1_before.sql": `${table} ${note}`,
      "2_sets.sql": upDown(statements, `${statements} ${statements}`),
      "3_after.sql": upDown(note, `${note}`),
      ...tables("4_d"),
    });
    for (const transaction of ["auto", "each", "none"] as const) {
      if (transaction === "none" && statements.includes("local")) continue;
      const request = { database: db().database, migrationsDir, transaction };
      await up(request);
      expect(await applied(db())).toEqual(["1_before", "2_sets", "3_after", "4_d"]);
      expect(
        await db().query("select count(distinct n)::int as kinds from public.notes n"),
      ).toEqual([{ kinds: 1 }]);
      expect(await existing(db(), "public.d")).toEqual(["public.d"]);
      await down({ ...request, count: 3 });
      expect(await applied(db())).toEqual(["1_before"]);
      await db().query("drop table notes, pgmigrations, pgmigrations_journal");
    }
  });

  test("that asks for an own search path finds it anew in each migration", async () => {
    await db().query("create schema app");
    const migrationsDir = directoryOf({
      "1_sets.sql": "set search_path = public;",
      ...tables("2_b"),
    });
    await up({ database: db().database, migrationsDir, schema: ["app"] });
    expect(await existing(db(), "app.b", "public.b")).toEqual(["app.b"]);
  });

  test("does not keep a failure out of the journal", async () => {
    await db().query("drop role if exists isolated; create role isolated");
    const migrationsDir = directoryOf({
      "1_a.sql": "-- pgmaestro: no-transaction\nset role isolated;\nselect 1 / 0;",
    });
    await rejection(up({ database: db().database, migrationsDir }), MigrationFailedError);
    expect((await journal(db())).at(-1)).toBe("failed 1_a");
  });

  test("with standard_conforming_strings off does not garble the journaled down section", async () => {
    const undo = String.raw`select '\d''\\', E'\n';`;
    const migrationsDir = directoryOf({
      "1_a.sql": upDown("set standard_conforming_strings = off;", undo),
    });
    await up({ database: db().database, migrationsDir });
    expect(await db().query("select down_sql from pgmigrations_journal")).toEqual([
      { down_sql: expect.stringContaining(undo) },
    ]);
  });
});

describeEachDatabaseInTurn(1, "the journaled duration", (db) => {
  const slow = "select pg_sleep(0.3);";
  const fast = "select 1;";

  test.each(["auto", "each", "none"] as const)(
    "is each migration's own, in mode %s",
    async (transaction) => {
      const migrationsDir = directoryOf({
        "1_fast.sql": upDown(fast, slow),
        "2_slow.sql": upDown(`set work_mem = '7MB'; ${slow}`, fast),
        "3_fast.sql": upDown(fast, fast),
      });
      const request = { database: db().database, migrationsDir, transaction };
      const { migrations } = await up(request);
      const [first, second, third] = migrations.map(({ durationMs }) => durationMs);
      expect(second).toBeGreaterThanOrEqual(300);
      expect(first).toBeLessThan(second!);
      expect(third).toBeLessThan(second!);
      const shown = (await status(request)).migrations.map((entry) =>
        Math.round(entry.durationMs!),
      );
      expect(shown).toEqual([first, second, third]);
      const undone = await down({ ...request, all: true });
      const [last, , slowest] = undone.migrations.map(({ durationMs }) => durationMs);
      expect(slowest).toBeGreaterThanOrEqual(300);
      expect(last).toBeLessThan(slowest!);
    },
  );

  test("of a redo is each direction's own", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": upDown(fast, slow) });
    const request = { database: db().database, migrationsDir };
    await up(request);
    const { migrations } = await redo(request);
    expect(migrations.map(({ direction }) => direction)).toEqual(["down", "up"]);
    expect(migrations[0]!.durationMs).toBeGreaterThanOrEqual(300);
    expect(migrations[1]!.durationMs).toBeLessThan(migrations[0]!.durationMs!);
  });

  test("is unknown, and no failure, where a migration resets every setting", async () => {
    const migrationsDir = directoryOf({ "1_a.sql": "reset all;" });
    await up({ database: db().database, migrationsDir });
    expect(await db().query("select duration_ms from pgmigrations_journal")).toEqual([
      { duration_ms: null },
    ]);
  });
});
