import { expect, test } from "vitest";
import { plan, up } from "../../src/index.ts";
import { planText } from "../../src/report/plan-text.ts";
import { createStyle } from "../../src/report/style.ts";
import { citusStandIn } from "../support/citus.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";

describeEachServer("a database with an extension named citus", (db) => {
  const migrations = {
    "1_a.sql": "create table seen (text text); insert into seen select current_query();",
    "2_b.sql": "insert into seen select current_query(); create type mood as enum ('good');",
    "3_c.sql": "set statement_timeout = 0;",
    "4_d.sql": "insert into seen select current_setting('citus.multi_shard_modify_mode', true);",
  };
  const seen = async () =>
    (await db().query<{ text: string | null }>("select text from seen")).map(({ text }) => text);

  test("gets one statement at a time, in the transaction of its records", async ({ skip }) => {
    const [server] = await db().query<{ can: boolean }>(
      "select current_setting('extension_control_path', true) is not null as can",
    );
    skip(!server!.can, "extension_control_path is PostgreSQL 18's");
    await db().query(citusStandIn());
    const migrationsDir = directoryOf(migrations);
    const planned = await plan({ database: db().database, migrationsDir });
    expect(planText(planned, createStyle(false)).split("\n")[0]).toBe(
      "Segment 1: one transaction, one shard of a node after the other because 2_b changes TYPE mood, which each node has",
    );
    await up({ database: db().database, migrationsDir });
    const text = "insert into seen select current_query()";
    expect(await seen()).toEqual([text, text, "sequential"]);
  });

  test("is not what any other database is", async () => {
    const migrationsDir = directoryOf(migrations);
    const planned = await plan({ database: db().database, migrationsDir });
    expect(planText(planned, createStyle(false)).split("\n")[0]).toBe("Segment 1: one transaction");
    await up({ database: db().database, migrationsDir });
    const [first] = await seen();
    expect(first).toMatch(/^BEGIN\b/);
  });
});
