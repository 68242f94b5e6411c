import { expect, test } from "vitest";
import {
  down,
  history,
  mark,
  MigrationFailedError,
  redo,
  repair,
  up,
  version,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, tables, upDown } from "../support/migrations.ts";
import { existing, journal, rejection } from "../support/results.ts";

const request = (database: unknown, migrationsDir: string) => ({
  database: database as string,
  migrationsDir,
});

describeEachDatabase("the journal", (db) => {
  test("tells everything that happened, in order, and forgets nothing", async () => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const options = request(db().database, migrationsDir);
    await up(options);
    await redo(options);
    await down(options);
    await mark({ ...options, names: ["2_b"] });
    await mark({ ...options, names: ["2_b"], unmark: true });
    addFiles(migrationsDir, {
      "1_a.sql": "create table a (id bigint);",
      "2_b.sql": "select 1 / 0;",
    });
    await repair({ ...options, names: ["1_a"] });
    await rejection(up(options), MigrationFailedError);
    expect(await journal(db())).toEqual([
      "up 1_a",
      "up 2_b",
      "down 2_b",
      "up 2_b",
      "down 2_b",
      "mark 2_b",
      "unmark 2_b",
      "repair 1_a",
      "failed 2_b",
    ]);
  });

  test("ties each entry to the row of the history that it is about", async () => {
    const options = request(db().database, directoryOf(tables("1_a")));
    await up(options);
    await redo(options);
    expect(
      await db().query("select event, history_id from pgmigrations_journal order by id"),
    ).toEqual([
      { event: "up", history_id: 1 },
      { event: "down", history_id: 1 },
      { event: "up", history_id: 2 },
    ]);
    expect(await db().query("select id, name from pgmigrations")).toEqual([{ id: 2, name: "1_a" }]);
  });

  test("keeps checksums and the down section, whatever characters it holds", async () => {
    const undo = String.raw`select 'é🚀 ''\', E'\\', $a$ $$ $a$;`;
    const options = request(
      db().database,
      directoryOf({ "1_a.sql": upDown("select 1;", undo), "2_b.sql": "select 2;" }),
    );
    await up(options);
    const rows = await db().query(
      "select up_checksum, down_checksum, down_sql from pgmigrations_journal order by id",
    );
    expect(rows).toEqual([
      {
        up_checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        down_checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        down_sql: undo,
      },
      { up_checksum: expect.stringMatching(/^[0-9a-f]{64}$/), down_checksum: null, down_sql: null },
    ]);
  });

  test("names who ran it, as which role, and with which version", async () => {
    const options = request(db().database, directoryOf(tables("1_a", "2_b")));
    await up({ ...options, count: 1, who: "o'ada\\@example" });
    await up(options);
    const rows = await db().query("select who, role, tool from pgmigrations_journal order by id");
    expect(rows[0]).toEqual({
      who: "o'ada\\@example",
      role: "postgres",
      tool: `pgmaestro ${version}`,
    });
    expect(rows[1]).toMatchObject({ who: expect.stringMatching(/^.+@.+$/) });
  });

  test("has the time with its zone, which the history's own column has not", async () => {
    const options = request(db().database, directoryOf(tables("1_a")));
    await up(options);
    expect(
      await db()
        .query(`select pg_typeof(at)::text as type, at between now() - interval '1 minute' and now() as now
        from pgmigrations_journal`),
    ).toEqual([{ type: "timestamp with time zone", now: true }]);
  });

  test("goes with the history's name, and survives odd ones", async () => {
    const options = request(db().database, directoryOf(tables("1_a")));
    const migrationsTable = `"odd.schema"."it's ""odd"""`;
    await up({ ...options, migrationsTable });
    await up({ ...options, migrationsTable });
    await down({ ...options, migrationsTable });
    expect(await journal(db(), `"odd.schema"."it's ""odd""_journal"`)).toEqual([
      "up 1_a",
      "down 1_a",
    ]);
    expect(await existing(db(), "pgmigrations")).toEqual([]);
  });

  test("that was dropped is made anew, and what is applied is adopted", async () => {
    const options = request(db().database, directoryOf(tables("1_a", "2_b")));
    await up({ ...options, count: 1 });
    await db().query("drop table pgmigrations_journal");
    expect((await up(options)).adopted).toEqual(["1_a"]);
    expect(await journal(db())).toEqual(["adopt 1_a", "up 2_b"]);
  });

  test("of one table says nothing of another", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    const options = request(db().database, migrationsDir);
    await up(options);
    await db().query("drop table a");
    await up({ ...options, migrationsTable: "other" });
    expect(await journal(db(), "other_journal")).toEqual(["up 1_a"]);
    expect(await journal(db())).toEqual(["up 1_a"]);
  });
});

describeEachDatabase("a journal of an earlier version", (db) => {
  test("is brought to what this one writes, once, and keeps its rows", async () => {
    await db()
      .query(`create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      create table pgmigrations_journal (id bigint generated always as identity primary key, history_id integer,
        name varchar(255) not null, event text not null check (event in ('up', 'down', 'mark', 'unmark', 'adopt', 'repair', 'failed', 'partial', 'begun')),
        at timestamptz not null default clock_timestamp(), duration_ms double precision, up_checksum text, down_checksum text,
        down_sql text, statements integer, who text not null, role text not null default session_user, tool text not null);
      insert into pgmigrations_journal (name, event, who, tool) values ('0_old', 'failed', 'me', 'pgmaestro 0.1.0')`);
    const options = { database: db().database, migrationsDir: directoryOf(tables("1_a", "2_b")) };
    expect((await history(options)).entries).toMatchObject([{ name: "0_old" }]);
    for (const count of [1, 1]) await up({ ...options, count });
    await db().query(
      "insert into pgmigrations_journal (name, event, detail, who, tool) values ('1_a', 'ended-blocker', 'x', 'me', 't')",
    );
    const checks = await db().query<{ name: string }>(
      "select conname as name from pg_constraint where conrelid = 'pgmigrations_journal'::regclass and contype = 'c'",
    );
    expect(checks).toEqual([{ name: "pgmaestro_events_6" }]);
    expect((await history(options)).entries.map(({ event }) => event)).toEqual([
      "failed",
      "up",
      "up",
      "ended-blocker",
    ]);
  });
});
