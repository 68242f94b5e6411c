import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { allRules } from "../../src/lint/rules/index.ts";
import { rulePage, rulesIndex } from "../../src/report/rule-page.ts";
import { ruleCases } from "../support/rule-cases.ts";
import { leftOut, safeFormsPage } from "../support/safe-forms.ts";

const directory = resolve(import.meta.dirname, "../../docs/rules");

const safeForms = join(directory, "../safe-forms.md");

const cases = ruleCases();
const casesOf = (name: string) => cases.filter(({ rule }) => rule === name);

const pages = new Map([
  ["README.md", rulesIndex(allRules)],
  ...allRules.map((rule) => [`${rule.name}.md`, rulePage(rule, casesOf(rule.name))] as const),
]);

/** What the pages are to be; with UPDATE_PAGES=1 they are made so. */
if (process.env["UPDATE_PAGES"] === "1") {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of pages) writeFileSync(join(directory, name), text);
  writeFileSync(safeForms, safeFormsPage());
}

test("every rule has a page, and every page a rule", () => {
  expect(readdirSync(directory).toSorted()).toEqual([...pages.keys()].toSorted());
});

test.each([...pages])("%s is what the rule and its cases say", (name, text) => {
  const hint = "UPDATE_PAGES=1 npx vitest run --project pure test/lint/pages makes it so";
  expect(readFileSync(join(directory, name), "utf8"), hint).toBe(text);
});

test("safe-forms.md is what the cases of safe forms say, all of them", () => {
  expect(leftOut()).toEqual([]);
  expect(readFileSync(safeForms, "utf8"), "UPDATE_PAGES=1").toBe(safeFormsPage());
});
