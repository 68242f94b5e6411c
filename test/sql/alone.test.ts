import { beforeAll, expect, test } from "vitest";
import { aloneStatement } from "../../src/sql/statement/alone.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

test.each([
  [
    "create index concurrently i on s.t (a)",
    "create index concurrently",
    [{ schema: "s", name: "t" }],
  ],
  [
    'drop index concurrently s.i, "J"',
    "drop index concurrently",
    [{ schema: "s", name: "i" }, { name: "J" }],
  ],
  ["reindex table concurrently t", "reindex concurrently", [{ name: "t" }]],
  ["reindex (concurrently) index i", "reindex concurrently", [{ name: "i" }]],
  ["reindex (concurrently false) index i", "reindex", [{ name: "i" }]],
  ["reindex schema s", "reindex", []],
  ["vacuum", "vacuum", []],
  ["vacuum (analyze) s.t (a), u", "vacuum", [{ schema: "s", name: "t" }, { name: "u" }]],
  ["vacuum full t", "vacuum full", [{ name: "t" }]],
  ["vacuum (full off) t", "vacuum", [{ name: "t" }]],
  ["vacuum (full 0) t", "vacuum", [{ name: "t" }]],
  ["vacuum (full 1) t", "vacuum full", [{ name: "t" }]],
  ["cluster", "cluster", []],
])("%s", (text, command, relations) => {
  expect(aloneStatement(text)).toEqual({ command, relations });
});

test("a partition that is detached is told apart from its table", () => {
  expect(aloneStatement("alter table p detach partition s.p1 concurrently")).toEqual({
    command: "detach partition concurrently",
    relations: [{ name: "p" }],
    partition: { schema: "s", name: "p1" },
  });
});

test.each([
  "create index i on t (a)",
  "drop index i",
  "alter table p detach partition p1",
  "alter table t add column a int",
  "analyze t",
  "refresh materialized view concurrently m",
  "vacuum; vacuum",
  "",
])("%s is none of them", (text) => {
  expect(aloneStatement(text)).toBeUndefined();
});
