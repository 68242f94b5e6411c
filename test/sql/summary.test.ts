import { beforeAll, describe, expect, test } from "vitest";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { parseStatements, type Action, type ActionOf } from "../../src/sql/statement/index.ts";
import { summaryCases } from "./summary-cases.ts";

beforeAll(loadParser);

describe("an action of each kind is read of its statement", () => {
  test.each(Object.entries(summaryCases))("%s", (kind, [sql, expected]) => {
    const [first] = actionsOf(sql);
    expect(first).toMatchObject({ kind, ...expected });
  });
});

test("a statement of several commands has an action for each, where it is written", () => {
  const text =
    "-- é😀\nALTER TABLE t ADD COLUMN a int, ADD CONSTRAINT c CHECK (a > 0), DROP COLUMN b;";
  const found = actionsOf(text).map(({ kind, at }) => [
    kind,
    text.slice(at).split(" ", 2).join(" "),
  ]);
  expect(found).toEqual([
    ["add-column", "a int,"],
    ["add-constraint", "CONSTRAINT c"],
    ["drop-column", "DROP COLUMN"],
  ]);
});

test("what a WITH query changes is an action before that of the statement", () => {
  const actions = actionsOf("WITH d AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d");
  expect(actions.map(({ kind }) => kind)).toEqual(["delete", "insert"]);
  const [, insert] = actions as [Action, ActionOf<"insert">];
  expect(insert.query?.relations).toEqual([]);
});

test("a statement has its command and why it cannot be in a transaction", () => {
  const [index, vacuum, table] = parseStatements(
    "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a); VACUUM t; CREATE TEMP TABLE x ()",
  );
  expect(index).toMatchObject({
    command: "CREATE INDEX",
    outsideTransaction: "CREATE INDEX CONCURRENTLY",
  });
  expect(vacuum).toMatchObject({ command: "VACUUM", outsideTransaction: "VACUUM" });
  expect(table).toMatchObject({ command: "CREATE TABLE" });
  expect(table!.outsideTransaction).toBeUndefined();
});

function actionsOf(text: string): readonly Action[] {
  return parseStatements(text).flatMap(({ actions }) => actions);
}
