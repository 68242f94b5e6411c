import { expect, test } from "vitest";
import { changedSince, checkParts } from "../../src/index.ts";
import { check } from "../../src/commands/check.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import {
  branchWith,
  checkOf,
  fresh,
  named,
  orders,
  table,
  users,
} from "../support/pull-request.ts";
import { repositoryOf } from "../support/repository.ts";

const onlyDescribed = { skip: checkParts, describe: true } as const;

test("what a pull request changes is described where that is asked, with the state of the base before it", async () => {
  const text = upDown(
    "ALTER TABLE users ADD COLUMN age int; CREATE ROLE app PASSWORD 'hunter22';",
    "ALTER TABLE users DROP COLUMN age;",
  );
  const { migrations } = branchWith({ [fresh]: text });
  const { described } = await checkOf(migrations, onlyDescribed);
  expect(described!.files).toEqual([
    {
      name: "1700000000010_change",
      file: expect.stringContaining("1700000000010_change.sql"),
      text: text.replace("hunter22", "********"),
    },
  ]);
  expect(described!.tables.map(({ name, change }) => [name, change])).toEqual([
    ["users", "changed"],
  ]);
  const added = described!.tables[0]!.columns.filter(({ change }) => change !== "same");
  expect(added).toMatchObject([{ name: "age", change: "added" }]);
  expect((await checkOf(migrations, { skip: checkParts })).described).toBeUndefined();
});

test("an edited migration counts with what it makes now, and before it was not there", async () => {
  const { migrations } = branchWith({ [orders]: table("orders"), [users]: table("people") });
  const { described } = await checkOf(migrations, onlyDescribed);
  expect(described!.tables.map(({ name, change }) => [name, change])).toEqual([
    ["people", "added"],
  ]);
});

test("a pair has both its files, and another tool's migrations are described too", async () => {
  const pair = repositoryOf({
    [named("1_a.up")]: "CREATE TABLE a ();",
    [named("1_a.down")]: "DROP TABLE a;",
  });
  pair.git("switch", "-q", "-c", "feature");
  addFiles(pair.directory, {
    [named("2_b.up")]: "CREATE TABLE b ();",
    [named("2_b.down")]: "DROP TABLE b;",
  });
  pair.commit();
  const both = (await checkOf(pair.migrations, onlyDescribed)).described!;
  expect(both.files.map(({ file, text }) => [file.replace(/^.*\//, ""), text])).toEqual([
    ["2_b.up.sql", "CREATE TABLE b ();"],
    ["2_b.down.sql", "DROP TABLE b;"],
  ]);
  const foreign = await check({
    changes: await changedSince("main", pair.migrations),
    ...onlyDescribed,
    fromTool: { tool: "golang-migrate", directory: pair.migrations },
  });
  expect(foreign.described!.tables).toMatchObject([{ name: "b", change: "added" }]);
});
