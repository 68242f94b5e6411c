import { expect, test } from "vitest";
import {
  type Connection,
  LostConnection,
  StatementError,
  withScratch,
} from "../../src/database/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { rejection } from "../support/results.ts";
import { tables } from "../support/scratch.ts";

const options = { extensions: () => ["pgcrypto"], inThread: true };

test("scratch databases in threads of their own are as others are", async () => {
  const cache = directoryOf({});
  await withScratch({ ...options, cache }, async (scratches) => {
    const { connection, from, save } = await scratches.fresh(["one"]);
    expect(from).toBeUndefined();
    expect(await scratches.known(["one"])).toBeUndefined();
    await connection.query("create extension pgcrypto");
    await connection.query("create table one as select $1::int as n", [7]);
    await save("one");
    await scratches.fresh();
    const kept = await scratches.known(["two", "one"]);
    expect([kept?.from, await tables(kept!.connection)]).toEqual(["one", ["one"]]);
  });
  await withScratch({ ...options, cache, inThread: false }, async (scratches) => {
    expect((await scratches.fresh(["one"])).from).toBe("one");
  });
});

test("what is sent to one is answered as by others, and what happens meanwhile is heard", async () => {
  expect(await seen(true)).toEqual(await seen(false));
});

function seen(inThread: boolean) {
  return withScratch({ ...options, inThread }, async (scratches) => {
    const { connection } = await scratches.fresh();
    const heard: unknown[] = [];
    const hear = (...given: unknown[]) => void heard.push(given);
    const watch = { completed: hear, notice: hear, row: hear };
    await connection.run(["do $$ begin raise notice 'hello'; end $$", "select 'a', null"], watch);
    const failing = ["BEGIN", "create table t as select 1 as n", "select n + nonsense from t"];
    const failed = connection.run(failing, watch);
    const { server, statement, offset } = await rejection(failed, StatementError);
    const values = "1::int8 as a, '\\x01'::bytea as b, date '2026-01-02' as c, null as d";
    return {
      heard,
      failed: { server, statement, offset },
      rows: await connection.query(`select ${values}`),
      answers: await connection.answers("select 1; select 2 as b"),
      raw: await connection.raw({ text: "select $1::text as a", values: ["x"] }),
      rawError: { ...(await rejection(connection.raw("select nonsense"), Error)), stack: "" },
      inTransaction: await connection.inTransaction(),
    };
  });
}

test("what one is doing when it is closed is lost", async () => {
  let asked: Promise<unknown> | undefined;
  let used: Connection | undefined;
  const failed = withScratch(options, async (scratches) => {
    const { connection } = await scratches.fresh();
    used = connection;
    asked = connection.query("select pg_sleep(600)");
    asked.catch(() => {});
    throw new Error("enough");
  });
  await expect(failed).rejects.toThrow("enough");
  await expect(asked).rejects.toThrow(LostConnection);
  await expect(used!.query("select 1")).rejects.toThrow(LostConnection);
});
