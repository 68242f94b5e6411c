import { beforeAll, expect, test } from "vitest";
import { commandModes, isStandalone } from "../../../src/locks/table/index.ts";
import { loadParser, parseStatements } from "../../../src/sql/statement/index.ts";

beforeAll(loadParser);

const SUE = "SHARE UPDATE EXCLUSIVE";
const AE = "ACCESS EXCLUSIVE";

/** The modes of the only action of a statement; undefined where it is none that must run alone in one of its forms. */
function modesOf(text: string) {
  const [action] = parseStatements(text).flatMap(({ actions }) => actions);
  return action && isStandalone(action) ? commandModes(action) : undefined;
}

test.each([
  ["create index concurrently i on s.t (a)", { table: SUE }],
  ["create index i on t (a)", { table: "SHARE" }],
  ["drop index concurrently s.i", { table: SUE, index: SUE }],
  ["drop index i", { table: AE, index: AE }],
  ["reindex table concurrently t", { table: SUE, index: SUE }],
  ["reindex (concurrently) index i", { table: SUE, index: SUE }],
  ["reindex (concurrently false) index i", { table: "SHARE", index: AE }],
  ["reindex schema s", { table: "SHARE", index: AE }],
  ["alter table p detach partition s.p1 concurrently", { table: SUE, partition: AE }],
  ["alter table p detach partition s.p1 finalize", { table: SUE, partition: AE }],
  ["alter table p detach partition s.p1", { table: AE, partition: AE }],
  ["vacuum", { table: SUE }],
  ["vacuum (analyze) s.t (a), u", { table: SUE }],
  ["vacuum full t", { table: AE }],
  ["vacuum (full off) t", { table: SUE }],
  ["vacuum (full 0) t", { table: SUE }],
  ["vacuum (full 1) t", { table: AE }],
  ["cluster", { table: AE }],
])("%s", (text, modes) => {
  expect(modesOf(text)).toEqual(modes);
});

test.each([
  "drop table t",
  "alter table t add column a int",
  "analyze t",
  "refresh materialized view concurrently m",
])("%s is none of them", (text) => {
  expect(modesOf(text)).toBeUndefined();
});
