import { expect, test } from "vitest";
import {
  InvalidRequestError,
  MigrationFailedError,
  MigrationsDirectoryError,
  UnknownMigrationError,
  up,
  type RunEvent,
} from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection, ups } from "../support/results.ts";

describeEachDatabase("up", (db) => {
  test("applies what is pending, in order, once", async () => {
    const { database } = db();
    const migrationsDir = directoryOf({
      "1_a.sql": upDown("create table a (id int primary key);", "drop table a;"),
      "2_b.sql": upDown("create table b (id int references a);", "drop table b;"),
      "README.md": "not a migration",
    });
    expect(ran(await up({ database, migrationsDir }))).toEqual(["up 1_a", "up 2_b"]);
    expect(ran(await up({ database, migrationsDir }))).toEqual([]);
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
    expect(await journal(db())).toEqual(["up 1_a", "up 2_b"]);
  });

  test("orders by the number, not by the text", async () => {
    const migrationsDir = directoryOf(tables("10_c", "9_b", "1_a"));
    const result = await up({ database: db().database, migrationsDir });
    expect(ran(result)).toEqual(["up 1_a", "up 9_b", "up 10_c"]);
  });

  test("with a count applies the first so many of what is pending", async () => {
    const request = {
      database: db().database,
      migrationsDir: directoryOf(tables("1_a", "2_b", "3_c", "4_d")),
    };
    expect(ran(await up({ ...request, count: 1 }))).toEqual(["up 1_a"]);
    expect(ran(await up({ ...request, count: 2 }))).toEqual(["up 2_b", "up 3_c"]);
    expect(ran(await up({ ...request, count: 9 }))).toEqual(["up 4_d"]);
  });

  test.each([-1, Number.NaN])("refuses the count %d, and runs nothing", async (count) => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    await rejection(up({ database: db().database, migrationsDir, count }), InvalidRequestError);
    expect(await existing(db(), "a")).toEqual([]);
  });

  test("with `to` applies everything up to and including that one", async () => {
    const request = {
      database: db().database,
      migrationsDir: directoryOf(tables("1_a", "2_b", "3_c")),
    };
    expect(ran(await up({ ...request, to: "2_b" }))).toEqual(["up 1_a", "up 2_b"]);
    expect(ran(await up({ ...request, to: "1_a" }))).toEqual([]);
    expect(await existing(db(), "a", "b", "c")).toEqual(["a", "b"]);
  });

  test("with `only` applies that one alone, named by name, number or file", async () => {
    const request = {
      database: db().database,
      migrationsDir: directoryOf(tables("1_a", "2_b", "3_c")),
      checkOrder: false,
    };
    expect(ran(await up({ ...request, only: "2_b" }))).toEqual(["up 2_b"]);
    expect(ran(await up({ ...request, only: "2" }))).toEqual([]);
    expect(ran(await up({ ...request, only: "migrations/1_a.sql" }))).toEqual(["up 1_a"]);
    expect(await applied(db())).toEqual(["2_b", "1_a"]);
  });

  test.each(["only", "to"] as const)(
    "refuses an unknown name for `%s`, suggests the nearest, and runs nothing",
    async (selection) => {
      const migrationsDir = directoryOf(tables("1_create-users", "2_create-orders"));
      const request = { database: db().database, migrationsDir, [selection]: "1_create-user" };
      const error = await rejection(up(request), UnknownMigrationError);
      expect(error.suggestions).toEqual(["1_create-users"]);
      expect(error.hint).toContain("1_create-users");
      expect(await existing(db(), "pgmigrations")).toEqual([]);
    },
  );

  test("refuses a directory that holds no migration, and says what to do", async () => {
    const migrationsDir = directoryOf({ "README.md": "nothing yet" });
    const error = await rejection(
      up({ database: db().database, migrationsDir }),
      MigrationsDirectoryError,
    );
    expect(error.directory).toBe(migrationsDir);
    expect(error.hint).toContain("create");
    expect(await existing(db(), "pgmigrations")).toEqual([]);
  });

  test("refuses a directory that is not there", async () => {
    const request = { database: db().database, migrationsDir: "/nowhere/at/all" };
    const error = await rejection(up(request), MigrationsDirectoryError);
    expect(error.message).toContain("/nowhere/at/all");
  });

  test("a failure takes back everything that shared its transaction, and says so", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a", "2_b"),
      "3_broken.sql": "create table c (id int); insert into nowhere values (1);",
      ...tables("4_d"),
    });
    const error = await rejection(
      up({ database: db().database, migrationsDir }),
      MigrationFailedError,
    );
    expect(error.migration).toBe("3_broken");
    expect(error.report).toEqual({
      done: [],
      notDone: ups("1_a", "2_b", "3_broken", "4_d"),
      inDoubt: [],
    });
    expect(await existing(db(), "a", "b", "c", "d")).toEqual([]);
    expect(await applied(db())).toEqual([]);
  });

  test("a failure is journaled, and the next run goes on as if nothing had been", async () => {
    const files = tables("1_a");
    const broken = directoryOf({ ...files, "2_b.sql": "select 1 / 0;" });
    await rejection(up({ database: db().database, migrationsDir: broken }), MigrationFailedError);
    expect(await journal(db())).toEqual(["failed 2_b"]);
    const mended = directoryOf({ ...files, "2_b.sql": "create table b (id int);" });
    expect(ran(await up({ database: db().database, migrationsDir: mended }))).toEqual([
      "up 1_a",
      "up 2_b",
    ]);
    expect(await journal(db())).toEqual(["failed 2_b", "up 1_a", "up 2_b"]);
  });

  test("what earlier runs applied stays when a later run fails", async () => {
    const migrationsDir = directoryOf({ ...tables("1_a", "2_b"), "3_broken.sql": "select nope;" });
    await up({ database: db().database, migrationsDir, count: 1 });
    const error = await rejection(
      up({ database: db().database, migrationsDir }),
      MigrationFailedError,
    );
    expect(error.report).toEqual({ done: [], notDone: ups("2_b", "3_broken"), inDoubt: [] });
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("of two runs at once each migration is applied by one", async () => {
    const request = {
      database: db().database,
      migrationsDir: directoryOf({ ...tables("1_a"), "2_b.sql": "select pg_sleep(0.1);" }),
    };
    const results = await Promise.all([up(request), up(request), up(request)]);
    expect(results.flatMap(ran)).toEqual(["up 1_a", "up 2_b"]);
    expect(await applied(db())).toEqual(["1_a", "2_b"]);
  });

  test("tells a watcher of warnings, migrations, notices, progress and segments in order", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "do $$ begin raise warning 'careful'; end $$; create table b (id int);",
      "3_empty.sql": "-- nothing here",
    });
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent) => void events.push(event);
    await up({ database: db().database, migrationsDir, onEvent });
    const told = events.map((event) => ("migration" in event ? event.migration : event.type));
    expect(events.map(({ type }) => type)).toEqual([
      "warning",
      "started",
      "migration-started",
      "progress",
      "migration-ran",
      "migration-started",
      "notice",
      "progress",
      "progress",
      "migration-ran",
      "migration-ran",
      "migration-done",
      "migration-done",
      "migration-done",
      "segment-done",
    ]);
    expect(told.slice(2, 5)).toEqual(["1_a", "progress", "1_a"]);
    expect(events).toContainEqual({
      type: "notice",
      migration: "2_b",
      severity: "WARNING",
      message: "careful",
    });
    expect(events.at(-1)).toEqual({
      type: "segment-done",
      migrations: ["1_a", "2_b", "3_empty"],
    });
  });

  test("tells a watcher what was rolled back, and calls nothing done before it is committed", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a", "2_b"),
      "3_c.sql": "select 1 / 0;",
    });
    const events: string[] = [];
    const onEvent = (event: RunEvent) =>
      void (
        event.type.startsWith("migration-") &&
        "migration" in event &&
        events.push(`${event.type} ${event.migration}`)
      );
    const request = { database: db().database, migrationsDir, onEvent };
    await rejection(up(request), MigrationFailedError);
    expect(events).toEqual([
      "migration-started 1_a",
      "migration-ran 1_a",
      "migration-started 2_b",
      "migration-ran 2_b",
      "migration-started 3_c",
      "migration-rolled-back 1_a",
      "migration-rolled-back 2_b",
    ]);
    events.length = 0;
    await rejection(up({ ...request, transaction: "each" }), MigrationFailedError);
    expect(events.filter((event) => !event.includes("started"))).toEqual([
      "migration-ran 1_a",
      "migration-done 1_a",
      "migration-ran 2_b",
      "migration-done 2_b",
    ]);
  });

  test("keeps the history in the table and schema that are asked for, and makes the schema", async () => {
    const migrationsDir = directoryOf(tables("1_a"));
    const migrationsTable = "flowmaestro.pgmigrations";
    await up({ database: db().database, migrationsDir, migrationsTable });
    expect(await applied(db(), "flowmaestro.pgmigrations")).toEqual(["1_a"]);
    expect(await journal(db(), "flowmaestro.pgmigrations_journal")).toEqual(["up 1_a"]);
    expect(await existing(db(), "public.pgmigrations")).toEqual([]);
  });

  test("migrations find the search path that is asked for, and so does the history", async () => {
    await db().query("create schema app; create schema extra");
    const migrationsDir = directoryOf(tables("1_a"));
    await up({ database: db().database, migrationsDir, schema: ["app", "extra"] });
    expect(await existing(db(), "app.a", "app.pgmigrations", "public.a")).toEqual([
      "app.a",
      "app.pgmigrations",
    ]);
  });

  test("a name with quotes and backslashes is recorded as it is", async () => {
    const migrationsDir = directoryOf({ "1_it's-o\\dd.sql": "create table a (id int);" });
    await up({ database: db().database, migrationsDir });
    expect(await applied(db())).toEqual(["1_it's-o\\dd"]);
  });
});
