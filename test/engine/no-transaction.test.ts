import { expect, test } from "vitest";
import { down, InvalidRequestError, MigrationFailedError, status, up } from "../../src/index.ts";
import type { RunEvent } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { addFiles, directoryOf, tables, upDown } from "../support/migrations.ts";
import { applied, existing, journal, ran, rejection, ups } from "../support/results.ts";

const validity = "select indexrelid::regclass::text as name, indisvalid as valid from pg_index";

describeEachServer("a concurrent index build", (db) => {
  test("runs alone between migrations that share transactions", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a", "2_b"),
      "3_index.sql": upDown(
        "create index concurrently a_id on a (id);",
        "drop index concurrently a_id;",
      ),
      ...tables("4_d", "5_e"),
    });
    const events: RunEvent[] = [];
    const request = { database: db().database, migrationsDir };
    const result = await up({ ...request, onEvent: (event) => void events.push(event) });
    expect(ran(result)).toEqual(["up 1_a", "up 2_b", "up 3_index", "up 4_d", "up 5_e"]);
    const segments = events.flatMap((event) =>
      event.type === "segment-done" ? [event.migrations] : [],
    );
    expect(segments).toEqual([["1_a", "2_b"], ["3_index"], ["4_d", "5_e"]]);
    expect(await db().query(validity)).toContainEqual({ name: "a_id", valid: true });
    expect(ran(await down({ ...request, to: "2_b" }))).toHaveLength(3);
    expect(await existing(db(), "a", "a_id", "d")).toEqual(["a"]);
  });

  test("of several statements each is done once", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `create table a (id int, n int);
        create index concurrently a_id on a (id);
        insert into a values (1, 1);
        create index concurrently if not exists a_n on a (n);
        vacuum a;`,
    });
    await up({ database: db().database, migrationsDir });
    expect(await db().query("select count(*)::int as count from a")).toEqual([{ count: 1 }]);
    expect(await existing(db(), "a_id", "a_n")).toEqual(["a_id", "a_n"]);
    expect((await journal(db())).at(-1)).toBe("up 1_a");
  });

  test("that fails is named with what is done, and a new run drops it and goes on", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_z"),
      "2_a.sql": `create table a (id int);
insert into a values (1), (1);
create unique index concurrently a_id on a (id);
create table after_a (id int);`,
      ...tables("3_c"),
    });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.location).toMatchObject({ line: 3, column: 1 });
    expect(error.server.sqlState).toBe("23505");
    expect(error.report).toEqual({
      done: ups("1_z"),
      notDone: ups("3_c"),
      inDoubt: [],
      partial: { name: "2_a", direction: "up", statements: 2, of: 4 },
    });
    expect(await db().query(validity)).toContainEqual({ name: "a_id", valid: false });
    expect((await status(request)).partial).toMatchObject([
      { name: "2_a", direction: "up", statements: 2 },
    ]);

    await db().query("delete from a; insert into a values (7)");
    const events: RunEvent[] = [];
    const result = await up({ ...request, onEvent: (event) => void events.push(event) });
    expect(ran(result)).toEqual(["up 2_a", "up 3_c"]);
    expect(events).toContainEqual({
      type: "dropped-invalid-index",
      migration: "2_a",
      index: "public.a_id",
    });
    expect(await db().query(validity)).toContainEqual({ name: "a_id", valid: true });
    expect(await db().query("select id from a")).toEqual([{ id: 7 }]);
    expect((await status(request)).partial).toEqual([]);
  });

  test("that IF NOT EXISTS would take for done is built anew", async () => {
    await db().query("create table a (id int); insert into a values (1), (1)");
    const migrationsDir = directoryOf({
      "1_index.sql": "create unique index concurrently if not exists a_id on public.a (id);",
    });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    await rejection(up(request), MigrationFailedError);
    await db().query("truncate a");
    await up(request);
    expect(await db().query(validity)).toContainEqual({ name: "a_id", valid: true });
  });

  test("in a schema off the search path is found invalid there", async () => {
    await db().query("create schema s; create table s.a (id int); insert into s.a values (1), (1)");
    const migrationsDir = directoryOf({
      "1_index.sql": "create unique index concurrently a_id on s.a (id);",
    });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    await db().query("truncate s.a");
    expect(ran(await up(request))).toEqual(["up 1_index"]);
    expect(await existing(db(), "s.a_id")).toEqual(["s.a_id"]);
  });

  test("finds the settings of the statements before it, also after several failures", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `set work_mem = '7MB';
select set_config('search_path', 's', false);
create schema s;
create table a (id int default 1, memory text default current_setting('work_mem'));
insert into s.a values (1), (1);
create unique index concurrently a_id on a (id);
insert into a (id) values (9);`,
    });
    const request = { database: db().database, migrationsDir };
    for (let attempt = 0; attempt < 3; attempt++) {
      const error = await rejection(up(request), MigrationFailedError);
      expect(error.server.sqlState).toBe("23505");
      expect(error.report.partial).toEqual({ name: "1_a", direction: "up", statements: 5, of: 7 });
      expect((await status(request)).partial).toMatchObject([
        { name: "1_a", direction: "up", statements: 5 },
      ]);
    }
    await db().query("truncate s.a");
    await up(request);
    expect(await db().query("select * from s.a")).toEqual([{ id: 9, memory: "7MB" }]);
  });

  test("goes on without repeating blocks and calls, though these may have changed settings", async () => {
    await db().query(`create table log (id serial, what text); create table a (id int);
      insert into a values (1), (1);
      create procedure note() language sql as $$ insert into log (what) values ('call') $$`);
    const migrationsDir = directoryOf({
      "1_a.sql": `do $$ begin insert into log (what) values ('do'); update log set what = what; end $$;
call note();
create unique index concurrently a_id on a (id);`,
    });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    await db().query("truncate a");
    await up(request);
    expect(await db().query("select what from log order by id")).toEqual([
      { what: "do" },
      { what: "call" },
    ]);
  });

  test("whose earlier statements were changed meanwhile begins from the first again", async () => {
    await db().query("create table a (id int); insert into a values (1), (1)");
    const index = "create unique index concurrently a_id on a (id);";
    const migrationsDir = directoryOf({ "1_a.sql": `create table b (id int); ${index}` });
    const request = { database: db().database, migrationsDir };
    await rejection(up(request), MigrationFailedError);
    await db().query("truncate a");
    addFiles(migrationsDir, { "1_a.sql": `create table c (id int); ${index}` });
    await up(request);
    expect(await existing(db(), "b", "c", "a_id")).toEqual(["b", "c", "a_id"]);
  });
});

describeEachDatabase("a migration without a transaction", (db) => {
  test("keeps what its statements did before the one that failed, and goes on there", async () => {
    const file = (last: string) =>
      `-- pgmaestro: no-transaction\ncreate table a (id int);\ncreate table b (id int);\n${last}`;
    const migrationsDir = directoryOf({ "1_a.sql": file("select 1 / 0;"), ...tables("2_c") });
    const request = { database: db().database, migrationsDir };
    const error = await rejection(up(request), MigrationFailedError);
    expect(error.report).toEqual({
      done: [],
      notDone: ups("2_c"),
      inDoubt: [],
      partial: { name: "1_a", direction: "up", statements: 2, of: 3 },
    });
    expect(await existing(db(), "a", "b")).toEqual(["a", "b"]);
    addFiles(migrationsDir, { "1_a.sql": file("create table d (id int);") });
    expect(ran(await up(request))).toEqual(["up 1_a", "up 2_c"]);
    expect(await journal(db())).toEqual([
      "partial 1_a",
      "partial 1_a",
      "failed 1_a",
      "up 1_a",
      "up 2_c",
    ]);
  });

  test("rolled back: what failed halfway goes on there, and no statement runs twice", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "create table t (id int); create table log (what text); create index ix on t (id);",
        "drop index concurrently ix; insert into log values ('down'); drop table t;",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    await db().query("create view v as select * from t");
    const error = await rejection(down(request), MigrationFailedError);
    expect(error.report).toEqual({
      done: [],
      notDone: [],
      inDoubt: [],
      partial: { name: "1_a", direction: "down", statements: 2, of: 3 },
    });
    expect((await status(request)).partial).toMatchObject([
      { name: "1_a", direction: "down", statements: 2 },
    ]);
    await db().query("drop view v");
    expect(ran(await down(request))).toEqual(["down 1_a"]);
    expect(await db().query("select what from log")).toEqual([{ what: "down" }]);
    expect(await applied(db())).toEqual([]);
    expect((await status(request)).partial).toEqual([]);
    await db().query("drop table log");
    expect(ran(await up(request))).toEqual(["up 1_a"]);
    expect((await status(request)).partial).toEqual([]);
  });

  test("may commit inside its blocks", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": `-- pgmaestro: no-transaction
create table a (id int);
do $$ begin for i in 1..3 loop insert into a values (i); commit; end loop; end $$;`,
    });
    await up({ database: db().database, migrationsDir });
    expect(await db().query("select count(*)::int as count from a")).toEqual([{ count: 3 }]);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test("is refused in mode `all`, and nothing runs", async () => {
    const migrationsDir = directoryOf({
      ...tables("1_a"),
      "2_b.sql": "-- pgmaestro: no-transaction\ncreate table b (id int);",
    });
    const request = { database: db().database, migrationsDir, transaction: "all" as const };
    const error = await rejection(up(request), InvalidRequestError);
    expect(error.message).toContain("2_b");
    expect(await existing(db(), "a", "b")).toEqual([]);
  });

  test("rolls back statement by statement where only its down section asks for that", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": upDown(
        "create table a (id int);",
        "-- pgmaestro: no-transaction\ndrop table a;\nselect 1;",
      ),
    });
    const request = { database: db().database, migrationsDir };
    await up(request);
    expect(ran(await down(request))).toEqual(["down 1_a"]);
    expect(await existing(db(), "a")).toEqual([]);
  });
});
