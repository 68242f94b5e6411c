import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allRules, KeptStatements, lintMigrations } from "../../src/lint/index.ts";
import { sqlMigration, type Section } from "../../src/migrations/index.ts";
import { loadParser, parseStatements, type Statement } from "../../src/sql/statement/index.ts";
import { factsOf, migrationsOfCase, ruleCases } from "../support/rule-cases.ts";

let directory: string;
const file = () => join(directory, "cache", "statements.bin");

beforeAll(loadParser);
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "pgmaestro-kept-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const kept = (build = "one") => new KeptStatements(file(), build);
const sectionOf = (text: string): Section => sqlMigration("1_a", "1_a.sql", text).up;
const parts = ({ start, end, text, command, creates, actions, mentions, roles }: Statement) => ({
  ...{ start, end, text, command, creates, actions, mentions, roles },
});

/** Texts kept by one run. */
function keep(...texts: readonly string[]): void {
  const statements = kept();
  for (const text of texts) statements.of(sectionOf(text));
  statements.save();
}

const table = "CREATE TABLE a (b int DEFAULT 1);";
const view = "CREATE VIEW v AS SELECT 1, b FROM a; GRANT SELECT ON v TO reader;";

describe("statements that are kept", () => {
  test("are all that the parser gives, in the next run", () => {
    keep(table, view);
    const statements = kept();
    for (const text of [table, view])
      expect(statements.of(sectionOf(text))!.map(parts)).toEqual(parseStatements(text).map(parts));
  });

  test("are those of the very text", () => {
    keep(table);
    expect(kept().of(sectionOf(table.replace("int", "text")))![0]!.actions).toEqual(
      parseStatements(table.replace("int", "text"))[0]!.actions,
    );
  });

  test("are handed out once: the same text elsewhere has actions of its own", () => {
    keep(table);
    for (const statements of [kept(), kept("another")]) {
      const [one, other] = [sectionOf(table), sectionOf(table)].map(
        (section) => statements.of(section)![0]!.actions,
      );
      expect(other).toEqual(one);
      expect(other![0]).not.toBe(one![0]);
    }
  });

  test("are nobody's but the owner's, and not of what may hold secrets", () => {
    keep(table);
    expect(statSync(file()).mode & 0o077).toBe(0);
    const secret = { ...sectionOf("SELECT 'secret';"), generatedFrom: "1_a.ts" };
    expect(kept().of(secret)).toBeUndefined();
    const text = "-- pgmaestro: variables\nSELECT '${KEY}';";
    const { up } = sqlMigration("1_a", "1_a.sql", text, { KEY: "secret" });
    expect(kept().of(up)).toBeUndefined();
    expect(readFileSync(file(), "latin1")).not.toContain("secret");
  });

  test("are written once enough of them are new, and those used last stay", () => {
    const many = Array.from({ length: 40 }, (_, index) => `SELECT ${index};`);
    keep(...many);
    const { ino } = statSync(file());
    keep(...many, table);
    expect(statSync(file()).ino).toBe(ino);
    keep(table);
    expect(statSync(file()).ino).not.toBe(ino);
    const size = statSync(file()).size;
    for (let round = 0; round < 3; round++)
      keep(...Array.from({ length: 3000 }, (_, index) => `SELECT ${round}.${index};`));
    expect(statSync(file()).size).toBeLessThan(size * 200);
    expect(readFileSync(file(), "latin1")).not.toContain("SELECT 0.1;");
    expect(readFileSync(file(), "latin1")).toContain("SELECT 2.1;");
  });
});

test.each([
  ["cut off", () => truncateSync(file(), 50)],
  ["empty", () => truncateSync(file(), 0)],
  ["no such file of V8", () => writeFileSync(file(), "else")],
  ["something else", () => writeFileSync(file(), serialize({ build: "one" }))],
  ["of another build", () => writeFileSync(file(), serialize({ build: "two", texts: [] }))],
])("a file that is %s is as good as none", (_title, spoil) => {
  keep(table);
  spoil();
  expect(kept().of(sectionOf(table))!.map(parts)).toEqual(parseStatements(table).map(parts));
  keep(table);
  expect(readFileSync(file(), "latin1")).toContain(table);
});

test("another build begins anew", () => {
  keep(table);
  kept("two").save();
  const other = kept("two");
  other.of(sectionOf(view));
  other.save();
  expect(readFileSync(file(), "latin1")).not.toContain(table);
});

test("nothing of what lint says changes by them, in a tenth of the cases of rules", () => {
  const cases = ruleCases()
    .filter((_, index) => index % 10 === 0)
    .map(migrationsOfCase);
  const findings = (statements?: KeptStatements) =>
    cases.map(({ config, all }) => {
      const names = new Set(all.map(({ name }) => name));
      const facts = factsOf(config, {});
      return JSON.stringify(lintMigrations(all, names, facts, allRules, { statements }).findings);
    });
  const plain = findings();
  const first = kept();
  expect(findings(first)).toEqual(plain);
  first.save();
  expect(findings(kept())).toEqual(plain);
});
