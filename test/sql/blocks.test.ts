import { beforeAll, describe, expect, test } from "vitest";
import { loadParser, modesInSql, parseSection } from "../../src/sql/statement/index.ts";

beforeAll(loadParser);

/** Each stretch as its statements' texts, a block in brackets, with its modes. */
function shape(text: string): string[] {
  const { statements, stretches } = parseSection(text);
  return stretches.map(({ from, to, isBlock, modes }) => {
    const inside = statements.slice(from, to).map((one) => one.text);
    const words = modes ? `${modesInSql(modes)}: ` : "";
    return words + (isBlock ? `[${inside.join("; ")}]` : inside.join("; "));
  });
}

describe("the transactions of a section", () => {
  test.each([
    ["none", "select 1; select 2;", ["select 1; select 2"]],
    ["nothing", "-- nothing", [""]],
    ["one around all", "begin; select 1; commit;", ["[select 1]"]],
    ["START TRANSACTION, END", "Start Transaction; select 1; END;", ["[select 1]"]],
    ["WORK, TRANSACTION", "begin work; select 1; end transaction", ["[select 1]"]],
    [
      "comments around",
      "-- a\n/* b */ begin; -- c\nselect 1; commit /* d */; -- e",
      ["[select 1]"],
    ],
    [
      "savepoints inside",
      "begin; savepoint a; rollback to a; commit",
      ["[savepoint a; rollback to a]"],
    ],
    ["nothing in it", "begin; commit;", [""]],
    ["two", "begin; select 1; commit; begin; select 2; commit;", ["[select 1]", "[select 2]"]],
    ["empty ones", "begin; commit; begin; select 2; commit;", ["[select 2]"]],
    [
      "what stands between them",
      "select 0; begin; select 1; commit; select 2; select 3; begin; select 4; end; select 5",
      ["select 0", "[select 1]", "select 2; select 3", "[select 4]", "select 5"],
    ],
    [
      "AND CHAIN keeps the modes",
      "begin read only; select 1; commit and chain; select 2; commit and no chain;",
      ["READ ONLY: [select 1]", "READ ONLY: [select 2]"],
    ],
  ])("%s", (_what, text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  test.each([
    [
      "begin isolation level serializable, read only, deferrable; select 1; commit",
      "ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE: [select 1]",
    ],
    ["begin read write not deferrable; select 1; commit", "READ WRITE, NOT DEFERRABLE: [select 1]"],
    [
      "set transaction isolation level repeatable read; select 1",
      "ISOLATION LEVEL REPEATABLE READ: select 1",
    ],
    [
      "set local lock_timeout = 1; set transaction read only; select 1",
      "READ ONLY: set local lock_timeout = 1; select 1",
    ],
    [
      "begin; set transaction isolation level serializable; set transaction read only; select 1; end",
      "ISOLATION LEVEL SERIALIZABLE, READ ONLY: [select 1]",
    ],
    [
      "set transaction_isolation = 'Repeatable Read'; select 1",
      "ISOLATION LEVEL REPEATABLE READ: select 1",
    ],
    ["set local transaction_read_only to on; select 1", "READ ONLY: select 1"],
    ["set transaction_deferrable = off; select 1", "NOT DEFERRABLE: select 1"],
  ])("modes: %s", (text, expected) => {
    expect(shape(text)).toEqual([expected]);
  });

  test.each([
    ["behind a query", "select 1; set transaction read only"],
    ["behind set_config", "select set_config('a.b', '', true); set transaction read only"],
    ["of the session", "set session characteristics as transaction read only; select 1"],
    ["of another's snapshot", "set transaction snapshot '1'; select 1"],
    ["taken back", "reset transaction_isolation; select 1"],
  ])("no modes of the transaction: %s", (_what, text) => {
    expect(shape(text)).toEqual([text]);
  });
});
