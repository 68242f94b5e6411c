import { expect, test } from "vitest";
import { down, MigrationFailedError, plan, redo, up, type RunEvent } from "../../src/index.ts";
import type { TransactionMode } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, ran, rejection, downs, ups } from "../support/results.ts";

function committed(events: readonly RunEvent[]): (readonly string[])[] {
  return events.flatMap((event) => (event.type === "segment-done" ? [event.migrations] : []));
}

describeEachDatabase("segments", (db) => {
  test.each<[TransactionMode, string[][]]>([
    ["auto", [["1_a", "2_b"]]],
    ["all", [["1_a", "2_b"]]],
    ["each", [["1_a"], ["2_b"]]],
    ["none", [["1_a"], [], ["2_b"]]],
  ])("mode %s commits %j", async (transaction, expected) => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "create table b (id int); insert into b values (1);",
    });
    const events: RunEvent[] = [];
    await up({
      database: db().database,
      migrationsDir,
      transaction,
      onEvent: (event) => void events.push(event),
    });
    expect(committed(events)).toEqual(expected);
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test.each<[TransactionMode, string[], string[]]>([
    ["all", [], []],
    ["auto", [], []],
    ["each", ["1_a"], ["a"]],
    ["none", ["1_a"], ["a", "b"]],
  ])("after a failure in mode %s, %j is done and %j is there", async (transaction, done, there) => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "create table b (id int); select 1 / 0;",
      ...tables("3_c"),
    });
    const request = { database: db().database, migrationsDir, transaction };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.report.done).toEqual(ups(...done));
    expect(await applied(db())).toEqual(done);
    expect(await existing(db(), "a", "b", "c")).toEqual(there);
  });

  test("an enum value is committed before a later migration uses it", async () => {
    const migrationsDir = directoryOf({
      "1_mood.sql": "create type mood as enum ('sad');",
      "2_value.sql": "alter type mood add value 'happy';",
      "3_use.sql":
        "create table person (mood mood default 'happy'); insert into person default values;",
    });
    const request = { database: db().database, migrationsDir };
    await up({ ...request, count: 1 });
    expect((await plan(request)).segments.map(({ steps }) => steps.length)).toEqual([1, 1]);
    expect(ran(await up(request))).toEqual(["up 2_value", "up 3_use"]);
    expect(await db().query("select mood from person")).toEqual([{ mood: "happy" }]);
  });

  test("an enum value that the same migration uses is committed first", async () => {
    const migrationsDir = directoryOf({
      "1_mood.sql": "create type mood as enum ('sad');",
      "2_use.sql": `alter type mood add value 'happy';
        create table person (mood mood default 'happy');
        insert into person default values;`,
    });
    await up({ database: db().database, migrationsDir });
    expect(await db().query("select mood from person")).toEqual([{ mood: "happy" }]);
  });

  test("values of an enum as new as they are can be used at once, from PostgreSQL 17 on", async ({
    skip,
  }) => {
    const [server] = await db().query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    );
    skip(server!.major < 17);
    const migrationsDir = directoryOf({
      "1_mood.sql": "create type mood as enum ('sad'); alter type mood add value 'happy';",
      "2_use.sql": "create table person (mood mood default 'happy');",
    });
    const request = { database: db().database, migrationsDir, transaction: "all" as const };
    expect(ran(await up(request))).toEqual(["up 1_mood", "up 2_use"]);
  });

  test("rollbacks share one transaction, and a failure leaves all as it was", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown("create table a (id int);", "drop table a; select 1 / 0;"),
      ...tables("2_b"),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    const error = await rejection(down({ ...request, all: true }), MigrationFailedError);
    expect(error.report).toMatchObject({ done: [], notDone: downs("2_b", "1_a") });
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
    const each = await rejection(
      down({ ...request, all: true, transaction: "each" }),
      MigrationFailedError,
    );
    expect(each.report).toMatchObject({ done: downs("2_b"), notDone: downs("1_a") });
    expect(await existing(db(), "a", "b")).toEqual(["a"]);
  });

  test("a redo whose new up section fails leaves the old state", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "create table if not exists a (id int); insert into a values (1);",
        "drop table a;",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    const broken = directoryOf({
      "1_a.sql": upDown("create table a (id int); select 1 / 0;", "drop table a;"),
    });
    await rejection(redo({ ...request, migrationsDir: broken }), MigrationFailedError);
    expect(await db().query("select id from a")).toEqual([{ id: 1 }]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("an empty up section is applied, and holds up nothing", async () => {
    const migrationsDir = directoryOf({
      "1_empty.sql": "-- nothing\n",
      "2_empty.sql": upDown("-- by hand", ""),
      ...tables("3_c"),
    });
    for (const transaction of ["none", "each", "auto"] as const) {
      const request = { database: db().database, migrationsDir, transaction };
      expect(ran(await up(request))).toHaveLength(3);
      await db().query("drop table c, pgmigrations, pgmigrations_journal");
    }
  });
});
