import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { checkRules } from "../../src/rules/index.ts";
import { directoryOf } from "../support/migrations.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/writing-rules.md"), "utf8");

/** The first block of code in a language. */
function block(language: string, of = page): string {
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(of)![1]!;
}

test("the rule in docs/writing-rules.md says of its case what stands there", async () => {
  const bad = block("sql");
  const directory = directoryOf({
    "tenant-first.ts": block("ts"),
    "cases/tenant-first/bad.sql": bad,
    "cases/tenant-first/bad.txt": block("text", page.slice(page.indexOf(bad))),
    "cases/tenant-first/good.sql": bad.replace("(placed_at)", "(tenant_id, placed_at)"),
  });
  const rules = [join(directory, "*.ts")];
  const problems = await checkRules(rules);
  expect(problems.map(({ problem }) => problem)).toEqual([
    "the page is not what the rule and its cases say; update writes it",
  ]);
  expect(await checkRules(rules, { update: true })).toEqual([]);
});
