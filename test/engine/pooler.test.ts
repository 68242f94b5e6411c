import { expect, test } from "vitest";
import { ConfigurationError, down, mark, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf, tables } from "../support/migrations.ts";
import { existing, ran, rejection } from "../support/results.ts";
import { pooler } from "../support/pooler.ts";
import { urlOf } from "../support/sessions.ts";

const locks = `select count(*)::int as count from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;

describeEachServer("a pooler", (db) => {
  test("in transaction mode is refused before anything is written, and no lock stays", async () => {
    await using way = await pooler(urlOf(db()), "transaction");
    const request = { database: way.url, migrationsDir: directoryOf(tables("1_a")) };
    const error = await rejection(up(request), ConfigurationError);
    expect(error.message).toContain("a pooler in transaction mode");
    await rejection(mark({ ...request, all: true }), ConfigurationError);
    expect(await existing(db(), "a", "pgmigrations")).toEqual([]);
    expect(await db().query(locks)).toEqual([{ count: 0 }]);
  });

  test("that keeps sessions is not", async () => {
    await using way = await pooler(urlOf(db()), "session");
    const request = { database: way.url, migrationsDir: directoryOf(tables("1_a")) };
    expect(ran(await up(request))).toEqual(["up 1_a"]);
    expect(ran(await down(request))).toEqual(["down 1_a"]);
  });
});
