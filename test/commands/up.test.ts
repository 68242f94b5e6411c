import { expect, test } from "vitest";
import { down, status, up } from "../../src/index.ts";
import { describeEachDatabase } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";

describeEachDatabase("up", (db) => {
  test("applies what is pending, in order, once", async () => {
    const { database, query } = db();
    const migrationsDir = directoryOf({
      "1_a.sql": upDown("create table a (id int primary key);", "drop table a;"),
      "2_b.sql": upDown("create table b (id int references a);", "drop table b;"),
    });
    const first = await up({ database, migrationsDir });
    expect(first.migrations.map(({ name }) => name)).toEqual(["1_a", "2_b"]);
    expect((await up({ database, migrationsDir })).migrations).toEqual([]);
    expect(await query("select name from pgmigrations order by id")).toEqual([
      { name: "1_a" },
      { name: "2_b" },
    ]);
    expect((await status({ database, migrationsDir })).counts).toMatchObject({
      applied: 2,
      pending: 0,
    });
    await down({ database, migrationsDir, all: true });
    expect(await query("select to_regclass('a') as a")).toEqual([{ a: null }]);
  });
});
