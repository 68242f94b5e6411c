import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { lintFix } from "../../src/commands/lint-fix.ts";
import { lint } from "../../src/commands/lint.ts";
import { lintables } from "../../src/lint/lintables.ts";
import { up } from "../../src/commands/up.ts";
import type { Fix, LintResult } from "../../src/lint/finding.ts";
import type { Rule } from "../../src/lint/rule.ts";
import { defaultLintSettings } from "../../src/lint/settings.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { fixCases } from "../lint/fix-cases.ts";
import { ruleNamed } from "../support/findings.ts";
import { factsFor, orders, second } from "../support/fixes.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { scratchPlaces, describeEachServerInFull } from "../support/share.ts";
import { soaking } from "../support/soak.ts";

vi.setConfig({ testTimeout: 120_000 }); // an embedded database takes its time on a busy machine

const [upText, downText] = [
  "ALTER TABLE orders ADD COLUMN a int;\nCREATE INDEX a_idx ON orders (a);",
  "DROP INDEX a_idx;\nALTER TABLE orders DROP COLUMN a;",
];

function directory(texts: Readonly<Record<string, string>>): string {
  return directoryOf(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${name}.sql`, text])),
  );
}

function contents(cwd: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(cwd).map((file) => [
      file.replace(/\.sql$/, ""),
      readFileSync(join(cwd, file), "utf8"),
    ]),
  );
}

const only = (...rules: string[]) => ({ ...defaultLintSettings, only: rules });
const settings = only("index-not-concurrent");

describe.each(scratchPlaces(2))("lint --fix ($place)", ({ scratch: scratchOf }) => {
  test("proves what it does, and writes it", async () => {
    const texts = { ...orders, [second]: upDown(upText, downText) };
    const migrationsDir = directory(texts);
    const options = { migrationsDir, settings, scratch: scratchOf() };
    const shown = await lint({ ...options, fix: "show" });
    expect(shown).toMatchObject({
      findings: [],
      passed: true,
      fixes: {
        written: false,
        left: 0,
        verified: { passed: true, rollback: "same", differences: [] },
      },
    });
    expect(contents(migrationsDir)).toEqual(texts);
    const { fixes } = await lint({ ...options, fix: "write" });
    expect(fixes).toMatchObject({ ...shown.fixes, written: true });
    expect(contents(migrationsDir)).toEqual({
      ...orders,
      [second]: fixes!.files[0]!.after,
      [fixes!.created[0]!.name]: fixes!.created[0]!.text,
    });
    expect((await lint(options)).findings).toEqual([]);
  });
});

describe.skipIf(soaking)("every rewrite leaves the schema in the end as it was", () => {
  test.each(fixCases.map((one) => [one.title, one] as const))("%s", async (_title, one) => {
    const migrationsDir = directory({ ...orders, [second]: upDown(one.up, one.down ?? "") });
    const { fixes } = await lint({
      migrationsDir,
      files: [second],
      settings: { ...only(one.rule), postgres: one.postgres },
      scratch: inject("serverUrl"),
      fix: "show",
    });
    expect(fixes!.verified).toMatchObject({ passed: true, differences: [] });
    expect(fixes!.verified).not.toHaveProperty("failure");
    if (one.created !== undefined) expect(fixes!.verified!.rollback).toBe("same");
  });
});

describe.skipIf(soaking)("a rewrite that is wrong is refused, and nothing is written", () => {
  const texts = {
    ...orders,
    [second]: upDown("ALTER TABLE orders ADD COLUMN a int;", "ALTER TABLE orders DROP COLUMN a;"),
  };

  /** Puts a text in place of a part of the migration. */
  async function wrongly(part: string, put: string): Promise<[LintResult, string]> {
    const migrationsDir = directory(texts);
    const at = texts[second]!.indexOf(part);
    const fix: Fix = {
      title: "Do it wrong",
      edits: [{ start: at, end: at + part.length, text: put }],
    };
    const options = { migrationsDir, scratch: inject("serverUrl"), fix: "write" as const };
    await loadParser();
    const all = await lintables(options);
    const rules = [wrongRule(part, fix)];
    const facts = factsFor({ sets: ["strict"] });
    return [
      await lintFix({ all, chosen: new Set([second]), facts, rules, options }),
      migrationsDir,
    ];
  }

  test.each([
    ["another schema", "int", "text", { rollback: "same", differences: [expect.anything()] }],
    ["a failure", "ADD COLUMN a int", "DROP COLUMN b", { failure: expect.stringContaining('"b"') }],
    [
      "a rollback that leaves something",
      "DROP COLUMN a",
      "ALTER a DROP DEFAULT",
      { rollback: "different", differences: [] },
    ],
    [
      "a rollback that fails",
      "DROP COLUMN a",
      "DROP COLUMN b",
      { rollback: "different", failure: expect.stringContaining('"b"') },
    ],
  ])("%s", async (_what, part, put, expected) => {
    const [{ findings, passed, fixes }, cwd] = await wrongly(part, put);
    expect(fixes).toMatchObject({ written: false, verified: { passed: false, ...expected } });
    expect(passed).toBe(false);
    expect(findings.map(({ rule }) => rule)).toEqual(["wrong"]);
    expect(contents(cwd)).toEqual(texts);
  });

  function wrongRule(part: string, fix: Fix): Rule {
    return {
      ...ruleNamed("wrong"),
      check: {
        migration(context) {
          if (context.source.includes(part)) context.report({ message: "It could be worse.", fix });
        },
      },
    };
  }
});

test("without anything to mend no database is asked", async () => {
  const migrationsDir = directory({ ...orders, [second]: upDown("SELECT 1;", "SELECT 1;") });
  const scratch = "postgres://nobody@127.0.0.1:1/none";
  const { fixes } = await lint({ migrationsDir, settings, scratch, fix: "write" });
  expect(fixes).toEqual({ files: [], created: [], made: [], refused: [], left: 0, written: false });
});

test("what cannot be rolled back need not be so after the fix", async () => {
  const migrationsDir = directory({ ...orders, [second]: upDown(upText, "") });
  const scratch = inject("serverUrl");
  const { fixes } = await lint({ migrationsDir, settings, scratch, fix: "show" });
  expect(fixes!.verified).toMatchObject({ passed: true, rollback: "unknown" });
});

test("migrations that are no files are not mended", async () => {
  const migrations = { "1_a.sql": upDown("SELECT 1;", "") };
  await expect(lint({ migrations, settings, fix: "show" })).rejects.toThrow(
    /Only migrations that are files/,
  );
});

describeEachServerInFull("lint --fix with a target", (db) => {
  test("leaves what is applied there", async () => {
    const texts = { ...orders, [second]: upDown(upText, downText) };
    const migrationsDir = directory(texts);
    const { database } = db();
    await up({ migrationsDir, database });
    const options = {
      migrationsDir,
      settings,
      database,
      scratch: inject("serverUrl"),
      fix: "write" as const,
    };
    const { findings, fixes, passed } = await lint(options);
    expect([findings.length, passed]).toEqual([1, false]);
    expect(fixes).toMatchObject({
      files: [],
      refused: [{ migration: second, reason: expect.stringContaining("applied") }],
      written: false,
    });
    expect(contents(migrationsDir)).toEqual(texts);
  });
});
