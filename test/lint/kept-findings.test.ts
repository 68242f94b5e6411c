import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { defineRule } from "../../src/lint/define-rule.ts";
import {
  allRules,
  findingKeys,
  KeptFindings,
  type Lintable,
  type LintFacts,
  lintMigrations,
  type LintResult,
} from "../../src/lint/index.ts";
import { lintableText } from "../../src/lint/lintable-text.ts";
import { loadParser } from "../../src/sql/statement/index.ts";
import { factsOf, migrationsOfCase, ruleCases } from "../support/rule-cases.ts";

let directory: string;
let asked: string[] = [];

/** Finds nothing, and notes who is asked about. */
const watching = defineRule({
  name: "watching",
  severity: "notice",
  summary: "Nothing",
  why: "Nothing.",
  instead: "Nothing.",
  check: { migration: ({ lintable }) => void asked.push(lintable.name) },
});

beforeAll(loadParser);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "pgmaestro-kept-"));
  asked = [];
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true, force: true });
});

const file = () => join(directory, "cache", "findings.bin");
const strict = factsOf({ sets: ["strict"] }, {});
const rules = [...allRules, watching];

/** Lints with what the runs before have found. */
function lintKept(
  all: readonly Lintable[],
  facts: LintFacts = strict,
  chosen: ReadonlySet<string> = namesOf(all),
): LintResult {
  const findings = new KeptFindings(file(), "one", findingKeys(all, chosen, facts));
  asked = [];
  const result = lintMigrations(all, chosen, facts, rules, { findings });
  findings.save();
  return result;
}

const nothingChanged = { modified: new Map(), deleted: new Map() };
const namesOf = (all: readonly Lintable[]) => new Set(all.map(({ name }) => name));

const migration = (number: number, text: string): Lintable =>
  lintableText(`${number}_change`, `migrations/${number}_change.sql`, text);

/** What the cases of rules are about, one after the other. */
function corpus(): Lintable[] {
  return ruleCases()
    .filter((_, index) => index % 40 === 0)
    .flatMap((ruleCase) => migrationsOfCase(ruleCase).all)
    .filter(({ migration: read }) => read?.kind === "sql")
    .map(({ source }, index) => migration(1730000000000 + index, source));
}

test("what is kept is what the rules say anew, whatever is edited in between", () => {
  const all = corpus();
  const middle = Math.floor(all.length / 2);
  const other = migration(1730000000000 + middle, "CREATE TABLE orders (id int);");
  const path = migration(1730000000000 + middle, "SET search_path = app;");
  const edits: (readonly [of: string, to: readonly Lintable[], asked: number])[] = [
    ["the first time", all, all.length],
    ["nothing", all, 0],
    ["the last", [...all.slice(0, -1), migration(1800000000000, "SELECT 1;")], 1],
    ["one more", [...all, migration(1800000000000, "DROP TABLE orders;")], 1],
    ["one in the middle", all.with(middle, other), all.length - middle],
    ["a path that is left", all.with(middle, path), all.length - middle],
    ["one less", all.toSpliced(middle, 1), all.length - middle - 1],
    ["the order", [...all.slice(0, -2), all.at(-1)!, all.at(-2)!], 2],
    ["back", all, 0],
  ];
  for (const [edit, now, count] of edits) {
    const kept = lintKept(now);
    expect([edit, asked.length]).toEqual([edit, count]);
    expect(kept).toEqual(lintMigrations(now, namesOf(now), strict));
  }
});

describe("rules are asked anew", () => {
  const two = [
    migration(1, "CREATE TABLE a (id int);"),
    migration(2, "CREATE INDEX a_id ON a (id);"),
  ];

  test.each<readonly [string, Partial<LintFacts>]>([
    ["settings", { settings: { ...strict.settings, sets: ["safety"] } }],
    ["a version of PostgreSQL", { postgres: { major: 18, source: "the target" } }],
    ["a search path", { searchPath: ["app"] }],
    ["a way to share transactions", { transaction: "all" }],
  ])("with other %s", (_, fact) => {
    lintKept(two);
    const facts = { ...strict, ...fact };
    expect(lintKept(two, facts)).toEqual(lintMigrations(two, namesOf(two), facts));
    expect(asked).toHaveLength(2);
    lintKept(two, facts);
    expect(asked).toEqual([]);
  });

  test("where one before is not linted itself", () => {
    lintKept(two);
    const chosen = new Set([two[1]!.name]);
    expect(lintKept(two, strict, chosen)).toEqual(lintMigrations(two, chosen, strict));
    expect(asked).toEqual([two[1]!.name]);
  });

  test.each<readonly [string, Partial<LintFacts>]>([
    ["a target", { states: new Map(), isPending: () => false }],
    ["another revision", { base: { revision: "main", names: [], ...nothingChanged } }],
    ["traces", { traced: () => undefined }],
    ["statistics", { settings: { ...strict.settings, statistics: "statistics.json" } }],
  ])("each time with %s", (_, fact) => {
    for (let run = 0; run < 2; run++) lintKept(two, { ...strict, ...fact });
    expect(asked).toHaveLength(2);
  });

  test("from code on, and where values of variables are in the text", () => {
    const text = "-- pgmaestro: variables\nSELECT '${KEY}';";
    const secret = lintableText("3_a", "3_a.sql", text, { KEY: "secret" });
    const code = { ...migration(3, ""), migration: { ...two[0]!.migration!, kind: "module" } };
    for (const one of [secret, code as Lintable])
      for (let run = 0; run < 2; run++) lintKept([two[0]!, one, two[1]!]);
    expect(asked).toEqual(["3_change", two[1]!.name]);
  });

  test("once a number is no longer in the future", () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    const all = [migration(1_800_000_000_000 + 2 * 86_400_000, "SELECT 1;")];
    const messages = () => lintKept(all).findings.map(({ message }) => message);
    expect(messages()).toContainEqual(expect.stringContaining("in the future"));
    vi.setSystemTime(1_800_000_000_000 + 2 * 86_400_000);
    expect(messages()).not.toContainEqual(expect.stringContaining("in the future"));
  });
});

test("only their owner can read what is kept", () => {
  lintKept([migration(1, "SELECT 1;")]);
  expect(statSync(file()).mode & 0o077).toBe(0);
});
