import { expect, test } from "vitest";
import { LockedError, RunInterruptedError, status, up, type RunEvent } from "../../src/index.ts";
import { describeEachDatabase, describeEachServer } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { applied, existing, ran, rejection, ups } from "../support/results.ts";
import { connect, sleepingPid, urlOf } from "../support/sessions.ts";
import { unheard } from "../support/silence.ts";

describeEachServer("a history that another session keeps locked", (db) => {
  test("is waited for no longer than `lockWait`, and the error says who it is", async () => {
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a", "2_b")) };
    await up({ ...request, count: 1 });
    const holder = await connect(urlOf(db()), { application_name: "the-holder" });
    await holder.query("begin; lock table pgmigrations");
    const error = await rejection(up({ ...request, lockWait: 0 }), LockedError);
    expect(error.message).toContain("Another session keeps the history locked");
    expect(error.holder).toMatchObject({ application: "the-holder" });
    await rejection(status({ ...request, lockWait: 0 }), LockedError);
    await holder.query("commit");
    expect(ran(await up(request))).toEqual(["up 2_b"]);
  });

  test("against writers lets nothing run", async () => {
    const request = { database: db().database, migrationsDir: directoryOf(tables("1_a", "2_b")) };
    await up({ ...request, count: 1 });
    const holder = await connect(urlOf(db()), { application_name: "the-holder" });
    await holder.query("begin; lock table pgmigrations in share mode");
    const error = await rejection(up({ ...request, lockWait: 0 }), LockedError);
    expect(error.holder).toMatchObject({ application: "the-holder" });
    await holder.query("commit");
    expect(await existing(db(), "b")).toEqual([]);
  });

  test("is waited for with the migrations' own lock_timeout as it was", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "create table a as select current_setting('lock_timeout') as it;",
    });
    await up({ database: db().database, migrationsDir, lockTimeout: 7 });
    expect(await db().query("select it from a")).toEqual([{ it: "7s" }]);
  });
});

describeEachServer("a server that says nothing any more", (db) => {
  test("ends a look in an error", async () => {
    await using way = await unheard(urlOf(db()));
    const migrationsDir = directoryOf(tables("1_a"));
    const onEvent = ({ type }: RunEvent) => void (type === "started" && way.goSilent());
    const run = up({ database: way.url, migrationsDir, idleLimit: 1, onEvent });
    const error = await rejection(run, RunInterruptedError);
    expect(error.message).toContain("the server has said nothing for 1 s");
    expect(error.report.inDoubt).toEqual(ups("1_a"));
  });

  test("ends a run in doubt where a limit is set for its statements", async () => {
    await using way = await unheard(urlOf(db()));
    const migrationsDir = directoryOf({ ...tables("1_a"), "2_b.sql": "select pg_sleep(3);" });
    const run = up({ database: way.url, migrationsDir, idleLimit: 1 });
    await sleepingPid(urlOf(db()));
    way.goSilent();
    const error = await rejection(run, RunInterruptedError);
    expect(error.message).toContain("the server has said nothing for 1 s");
    expect(error.report).toEqual({ done: [], notDone: [], inDoubt: ups("1_a", "2_b") });
  });
});

describeEachDatabase("a history that does not keep its rows", (db) => {
  test.each([
    ["for nothing", "return null"],
    ["under another name", "new.name := 'x' || new.name; return new"],
  ])("%s fails the run, and nothing stays", async (_, body) => {
    const migrationsDir = directoryOf(tables("1_a", "2_b"));
    const request = { database: db().database, migrationsDir };
    await up({ ...request, count: 1 });
    await db()
      .query(`create function keep() returns trigger language plpgsql as $$ begin ${body}; end $$;
      create trigger keep before insert on pgmigrations for each row execute function keep()`);
    const error = await rejection(up(request), RunInterruptedError);
    expect(error.message).toContain("the history does not keep what is written into it");
    expect(error.report).toEqual({ done: [], notDone: ups("2_b"), inDoubt: [] });
    expect(await existing(db(), "b")).toEqual([]);
    expect(await applied(db())).toEqual(["1_a"]);
  });
});
