import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { casesIn, writeCaseReport as write, type RuleCase } from "../../src/rules/cases.ts";

export {
  type CaseConfig,
  factsOf,
  lintCase,
  migrationsOfCase,
  reportOfCase,
  type RuleCase,
} from "../../src/rules/cases.ts";

const directory = resolve(import.meta.dirname, "../cases/rules");

/** The cases of every rule of the house, `test/cases/rules/<rule>/`, or of one. */
export function ruleCases(only?: string): RuleCase[] {
  const rules = only === undefined ? readdirSync(directory) : [only];
  return rules.flatMap((rule) => casesIn(join(directory, rule), rule));
}

/** Writes the report that a bad case gives, to be read before it is kept. */
export function writeReport(ruleCase: RuleCase, report: string): void {
  write(join(directory, ruleCase.rule), ruleCase, report);
}
