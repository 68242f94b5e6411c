import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { KeptSchema, type Lintable, type LintFacts, lintMigrations } from "../../src/lint/index.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { factsOf, migrationsOfCase, ruleCases } from "../support/rule-cases.ts";

let directory: string;

beforeAll(loadParser);
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), "pgmaestro-kept-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const strict = factsOf({ sets: ["strict"] }, {});

const keptIn = (file: string, facts = strict) =>
  new KeptSchema(join(directory, file), "one", facts);

/** Lints the last of some migrations with what the runs before have kept. */
function lintLast(all: readonly Lintable[], file = "schema.bin", facts: LintFacts = strict) {
  const states = keptIn(file, facts);
  const result = lintMigrations(all, namesOfLast(all), facts, undefined, { states });
  states.save();
  return result;
}

const namesOfLast = (all: readonly Lintable[]) => new Set([all.at(-1)!.name]);

const migration = (number: number, text: string): Lintable =>
  lintableText(`${number}_change`, `migrations/${number}_change.sql`, text);

/** Cases of rules in which SQL comes before SQL, of every rule some. */
const series = ruleCases()
  .map((ruleCase) => migrationsOfCase(ruleCase).all)
  .filter((all) => all.length > 1 && all.every(({ migration: read }) => read?.kind === "sql"))
  .filter((_, index) => index % 4 === 0);

test("what is linted after a schema that was kept is what is linted after all that made it", () => {
  const longest = series
    .flat()
    .map(({ source }, index) => migration(1730000000000 + index, source));
  expect(series.length).toBeGreaterThan(80);
  for (const [index, all] of [...series, longest].entries()) {
    const plain = lintMigrations(all, namesOfLast(all), strict);
    for (let run = 0; run < 2; run++) expect(lintLast(all, `${index}`)).toEqual(plain);
    expect(keptIn(`${index}`).after(all.slice(0, -1)).count).toBe(all.length - 1);
  }
});

const [table, view, index] = [
  migration(1, "CREATE TABLE a (id int PRIMARY KEY);"),
  migration(2, "SET search_path = app; CREATE VIEW v AS SELECT id FROM public.a;"),
  migration(3, "CREATE INDEX ON a (id);"),
] as const;

test.each<readonly [string, readonly Lintable[], Partial<LintFacts>]>([
  ["an earlier text", [migration(1, "CREATE TABLE a (id bigint);"), view, index], {}],
  ["another order", [view, table, index], {}],
  ["one less", [table, index], {}],
  ["another search path", [table, view, index], { searchPath: ["app"] }],
  ["another way to share transactions", [table, view, index], { transaction: "all" }],
  ["a target", [table, view, index], { states: new Map(), isPending: () => true }],
])("nothing is known with %s", (_, all, fact) => {
  lintLast([table, view, index]);
  const facts = { ...strict, ...fact };
  const before = all.slice(0, -1);
  expect(keptIn("schema.bin", facts).has(before)).toBe(false);
  expect(lintLast(all, "schema.bin", facts)).toEqual(lintMigrations(all, namesOfLast(all), facts));
});

test("nothing is kept after code, or after values of variables", () => {
  const text = "-- pgmaestro: variables\nSELECT '${KEY}';";
  const secret = lintableText("2_a", "2_a.sql", text, { KEY: "secret" });
  const code = { ...view, migration: { ...view.migration!, kind: "module" } } as Lintable;
  for (const one of [secret, code]) {
    lintLast([table, one, index]);
    expect(keptIn("schema.bin").has([table, one])).toBe(false);
  }
});

test("what is gone is known to be", () => {
  const gone = migration(3, "DROP INDEX a_id; DROP VIEW v;");
  const all = [
    table,
    migration(2, "CREATE INDEX a_id ON a (id); CREATE VIEW v AS SELECT 1;"),
    gone,
  ];
  const last = migration(4, "DROP INDEX a_id; DROP VIEW v; DROP INDEX b_id;");
  lintLast([...all, last]);
  expect(keptIn("schema.bin").has(all)).toBe(true);
  const found = lintLast([...all, last]).findings.filter(
    ({ rule }) => rule === "refused-statement",
  );
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining("index a_id"),
    expect.stringContaining("v"),
  ]);
});

test("an edit of the last one is linted after what is kept", () => {
  lintLast([table, view, index]);
  const all = [table, view, migration(3, "DROP TABLE a;")];
  expect(keptIn("schema.bin").has([table, view])).toBe(true);
  expect(lintLast(all)).toEqual(lintMigrations(all, namesOfLast(all), strict));
});
