import { readdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors/index.ts";
import { loadRules } from "../../src/lint/own-rules.ts";
import { allRules } from "../../src/lint/rules/index.ts";
import { checkRules } from "../../src/rules/index.ts";
import { provided } from "../../src/rules/provided.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { lintCase, reportOfCase, ruleCases } from "../support/rule-cases.ts";
import { rejected } from "../support/thrown.ts";

beforeAll(loadParser);

const rewritten = resolve(import.meta.dirname, "../cases/own-rules");
const names = readdirSync(rewritten).map((file) => basename(file, ".ts"));

describe("rules of the house written anew by what others write theirs with", () => {
  test("there are ten and more", () => expect(names.length).toBeGreaterThanOrEqual(10));

  test.each(names)("%s says the same", async (name) => {
    const [own] = await loadRules([join(rewritten, `${name}.ts`)], [], provided);
    const rules = [...allRules.filter((rule) => rule.name !== name), own!.rule];
    const cases = ruleCases(name);
    for (const one of cases.filter(({ isBad }) => isBad))
      expect(reportOfCase(one, rules)).toBe(one.report);
    for (const one of cases.filter(({ isBad }) => !isBad))
      expect(lintCase(one, { only: [name] }, rules).findings).toEqual([]);
  });
});

const noMoney = `import { defineRule } from "pgmaestro/rules";
export default defineRule({
  name: "no-money", severity: "warning", summary: "Money", why: "It is.", instead: "Write numeric.",
  check: {
    action(action, context) {
      if (action.kind === "add-column" && action.column.type?.name === "money")
        context.report({ message: "This is money.", help: "Write numeric." });
    },
  },
});
`;

const cases = {
  "cases/no-money/bad.sql": "ALTER TABLE orders ADD COLUMN price money;\n",
  "cases/no-money/good.sql": "ALTER TABLE orders ADD COLUMN price numeric;\n",
};

const files = (directory: string) => [join(directory, "*.ts")];

describe("rules are held to their cases", () => {
  test("what is missing is told; update writes reports and pages", async () => {
    const directory = directoryOf({ "no-money.ts": noMoney });
    const told = async (update = false) =>
      (await checkRules(files(directory), { update })).map(({ file, problem }) => [
        relative(directory, file),
        problem.split("\n")[0],
      ]);
    expect(await told()).toEqual([
      ["cases/no-money/bad.sql", "this case is missing"],
      ["cases/no-money/good.sql", "this case is missing"],
      ["no-money.md", "the page is not what the rule and its cases say; update writes it"],
    ]);
    addFiles(directory, cases);
    expect(await told()).toEqual([
      ["cases/no-money/bad.sql", "the report is not that of bad.txt (update writes it), but:"],
      ["no-money.md", "the page is not what the rule and its cases say; update writes it"],
    ]);
    expect(await told(true)).toEqual([]);
    expect(await told()).toEqual([]);
    addFiles(directory, {
      "cases/no-money/bad.sql": cases["cases/no-money/good.sql"],
      "cases/no-money/good-more.sql": cases["cases/no-money/bad.sql"],
    });
    expect((await told()).slice(0, 2)).toEqual([
      ["cases/no-money/bad.sql", "nothing is found, and should be"],
      ["cases/no-money/good-more.sql", expect.stringContaining("it is found in line 1")],
    ]);
  });
});

describe("what is no rule is refused with its file", () => {
  const plain = (more: string) =>
    `export default { name: "a-b", severity: "warning", summary: "s", why: "w", instead: "i", ${more} };`;

  test.each(
    [
      ["export default {};", "its default export has no name"],
      ["export default 5;", "its default export is no object"],
      ["export default [];", "it exports no rule by default"],
      [plain('name: "A"'), "its name must be words of small letters with dashes"],
      [plain("why: undefined"), "a-b has no why"],
      [plain('severity: "fatal"'), "the severity of a-b must be error, warning, notice"],
      [plain("check: { acton() {} }"), 'a-b has a check "acton"'],
      [plain('kinds: "drop"'), "the kinds of a-b are no list"],
      [plain('kinds: ["drop-tabel"]'), 'a-b names the kind "drop-tabel", which no action is of'],
      [plain("check: {}"), "a-b has no check"],
      ["\nthrow new Error('broken');", "cannot be loaded: broken"],
      [noMoney.replace("no-money", "drop-table"), "there is a rule drop-table already"],
    ].map(([text, problem]) => [problem!, text!] as const),
  )("%s", async (problem, text) => {
    const directory = directoryOf({ "rule.ts": text });
    const error = await rejected(
      ConfigurationError,
      loadRules(files(directory), ["drop-table"], provided),
    );
    expect(error.message).toContain("rule.ts");
    expect(error.message).toContain(problem);
  });

  test("two of one name, and a pattern that names no file", async () => {
    const directory = directoryOf({ "a.ts": noMoney, "b.ts": noMoney, "b.test.ts": "throw 1;" });
    const load = (pattern: string) => loadRules([pattern], [], provided);
    const twice = await rejected(ConfigurationError, load(files(directory)[0]!));
    expect(twice.message).toMatch(/b\.ts: there is a rule no-money already, in .*a\.ts$/);
    const none = await rejected(ConfigurationError, load(join(directory, "*.js")));
    expect(none.message).toContain("there is no file");
  });

  test("one that fails says where", async () => {
    const broken = noMoney.replace("context.report(", "\ncontext.nothing.at(");
    const directory = directoryOf({ "rule.ts": broken });
    const [own] = await loadRules(files(directory), [], provided);
    const text = cases["cases/no-money/bad.sql"];
    const run = async () => lintCase({ text }, { only: ["no-money"] }, [own!.rule]);
    const error = await rejected(ConfigurationError, run());
    expect(error.message).toContain("The rule no-money failed: ");
    expect(error.hint).toMatch(/rule\.ts:8, or leave it out/);
  });
});
