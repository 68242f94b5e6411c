import { beforeEach, expect, test } from "vitest";
import {
  down,
  InvalidRequestError,
  MigrationFailedError,
  plan,
  status,
  up,
} from "../../src/index.ts";
import type { RunEvent } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables, upDown } from "../support/migrations.ts";
import { applied, ran, rejection } from "../support/results.ts";

describeEachDatabase("a migration broken off halfway", (db) => {
  const messages: string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === "warning") messages.push(event.message);
  };
  beforeEach(() => void messages.splice(0));

  test.each(["auto", "each"] as const)(
    "in mode none is gone on with in mode %s",
    async (transaction) => {
      const migrationsDir = directoryOf({
        "1_a.sql": upDown(
          "create table a (id int); insert into a values (1); select count(*) from later;",
          "delete from a; select count(*) from never; drop table a;",
        ),
      });
      const request = { database: db().database, migrationsDir };
      await rejection(up({ ...request, transaction: "none" }), MigrationFailedError);
      const error = await rejection(up({ ...request, transaction: "all" }), InvalidRequestError);
      expect(error.message).toContain("an earlier run has done a part of it");
      await db().query("create table later ()");
      expect(ran(await up({ ...request, transaction }))).toEqual(["up 1_a"]);
      expect(await db().query("select * from a")).toEqual([{ id: 1 }]);

      await rejection(down({ ...request, transaction: "none" }), MigrationFailedError);
      await db().query("insert into a values (2); create table never ()");
      await db().query("create view v as select * from a");
      const again = await rejection(down({ ...request, transaction }), MigrationFailedError);
      expect(again.report.partial).toMatchObject({ statements: 1, of: 3 });
      expect(await db().query("select * from a")).toEqual([{ id: 2 }]);
      await db().query("drop view v");
      expect(ran(await down({ ...request, transaction }))).toEqual(["down 1_a"]);
      expect(await applied(db())).toEqual([]);
    },
  );

  test.each([
    ["a rollback", down, up, "1_a is rolled back in part (1 statement); `pgmaestro down` goes"],
    ["a run", up, down, "2_b is done in part (1 statement); `pgmaestro up` goes"],
  ])("%s: the other command says so", async (_, broken, other, message) => {
    const failing = (name: string) => `-- Up Migration
-- pgmaestro: no-transaction
create table ${name} (id int);
select count(*) from may_${name};
-- Down Migration
-- pgmaestro: no-transaction
drop table ${name};
select count(*) from may_not_${name};`;
    const migrationsDir = directoryOf({ "1_a.sql": failing("a"), "2_b.sql": failing("b") });
    await db().query("create table may_a ()");
    const events: RunEvent[] = [];
    const request = {
      database: db().database,
      migrationsDir,
      count: 1,
      onEvent: (event: RunEvent) => void events.push(event),
    };
    await up(request);
    await rejection(broken(request), MigrationFailedError);
    expect(events.filter(({ type }) => type === "warning")).toEqual([]);
    await other(request).catch(() => {});
    expect(events).toContainEqual({
      type: "warning",
      message: expect.stringContaining(message),
      file: expect.stringMatching(/[12]_[ab]\.sql$/),
    });
  });

  test("says when it begins again, since what is done was changed in the file", async () => {
    const text = (table: string) =>
      upDown(
        `begin; ${table}; commit; begin; select * from later; commit;`,
        "begin; drop table a; commit; begin; drop table other; commit;",
      );
    const old = text("create table a (i int)");
    const migrationsDir = directoryOf({ "1_a.sql": old });
    const request = { database: db().database, migrationsDir, onEvent };
    await rejection(up(request), MigrationFailedError);
    addFiles(migrationsDir, { "1_a.sql": text("create table if not exists a (i int, j int)") });
    await db().query("create table later ()");
    const warning = (direction: string) =>
      expect.stringMatching(
        `in part \\(1 statement\\), and the file says .*${direction}.* begins at`,
      );
    await plan(request);
    expect(messages.splice(0)).toEqual([warning("up")]);
    expect((await status(request)).partial).toMatchObject([{ next: "begins-again" }]);
    expect(ran(await up(request))).toEqual(["up 1_a"]);
    expect(messages.splice(0)).toEqual([warning("up")]);

    await rejection(down(request), MigrationFailedError);
    addFiles(migrationsDir, { "1_a.sql": old.replace("drop table a", "drop table if exists a") });
    await db().query("create table other ()");
    await down(request);
    expect(messages).toEqual([warning("down")]);
  });

  test("says when no file says what is left", async () => {
    const migrationsDir = directoryOf({
      "1_a.sql": "begin; create table a (); commit; begin; select * from later; commit;",
      ...tables("2_b"),
    });
    const request = { database: db().database, migrationsDir, onEvent };
    await rejection(up(request), MigrationFailedError);
    removeFiles(migrationsDir, "1_a.sql");
    expect(ran(await up(request))).toEqual(["up 2_b"]);
    expect(messages).toEqual([expect.stringContaining("no file says what is left: put it back")]);
    expect((await status(request)).partial).toMatchObject([{ name: "1_a", next: "lost" }]);
  });
});
