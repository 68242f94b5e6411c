import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { allRules, type LoadedRule, loadRules, type Rule } from "../lint/index.ts";
import { rulePage } from "../report/rule-page.ts";
import { loadParser } from "../sql/statement/index.ts";
import { casesIn, lintCase, caseReport, type RuleCase, writeCaseReport } from "./cases.ts";
import type { CheckRulesOptions, RuleProblem } from "./rule-problem.ts";
import { provided } from "./provided.ts";

/** What `checkRules` finds. */
export async function problemsOf(
  patterns: readonly string[],
  { update = false, tsconfigPaths }: CheckRulesOptions,
): Promise<RuleProblem[]> {
  await loadParser();
  const house = allRules.map(({ name }) => name);
  const loaded = await loadRules(patterns, house, { ...provided, tsconfigPaths });
  const rules = [...allRules, ...loaded.map(({ rule }) => rule)];
  return loaded.flatMap((one) => problemsOfRule(one, { rules, update }));
}

/** Where the cases of a rule are. */
export function casesOf(file: string, { name }: Pick<Rule, "name">): string {
  return join(dirname(file), "cases", name);
}

/** Where the page of a rule is. */
export function pageOf(file: string, { name }: Pick<Rule, "name">): string {
  return join(dirname(file), `${name}.md`);
}

interface Checking {
  /** All that there are. */
  readonly rules: readonly Rule[];
  readonly update: boolean;
}

function problemsOfRule(one: LoadedRule, checking: Checking): RuleProblem[] {
  const { rule, file } = one;
  const directory = casesOf(file, rule);
  const cases = casesIn(directory, rule.name);
  const missing = ["bad.sql", "good.sql"].filter((name) => !cases.some((it) => it.file === name));
  const found = [
    ...missing.map((name) => ({ file: join(directory, name), problem: "this case is missing" })),
    ...cases.map((it) => ({
      file: join(directory, it.file),
      problem: problemOfCase(it, directory, checking),
    })),
    { file: pageOf(file, rule), problem: problemOfPage(one, checking) },
  ];
  return found.flatMap(({ problem, ...place }) =>
    problem === undefined ? [] : [{ rule: rule.name, ...place, problem }],
  );
}

function problemOfCase(
  one: RuleCase,
  directory: string,
  { rules, update }: Checking,
): string | undefined {
  const result = lintCase(one, { only: [one.rule] }, rules);
  const [finding] = result.findings;
  if (!one.isBad)
    return finding && `it is found in line ${finding.line}, and should not be: ${finding.message}`;
  if (finding === undefined) return "nothing is found, and should be";
  const report = caseReport(result);
  if (report === one.report) return undefined;
  if (update) return void writeCaseReport(directory, one, report);
  return `the report is not that of ${one.file.replace(/sql$/, "txt")} (update writes it), but:\n${report}`;
}

function problemOfPage({ rule, file }: LoadedRule, { update }: Checking): string | undefined {
  const path = pageOf(file, rule);
  const pattern = `./${join(dirname(file), `*${extname(file)}`)}`;
  const page = rulePage(rule, casesIn(casesOf(file, rule), rule.name), pattern);
  if (existsSync(path) && readFileSync(path, "utf8") === page) return undefined;
  if (update) return void writeFileSync(path, page);
  return "the page is not what the rule and its cases say; update writes it";
}
