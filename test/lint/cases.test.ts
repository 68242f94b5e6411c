import { beforeAll, describe, expect, it } from "vitest";
import { allRules } from "../../src/lint/rules/index.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import {
  lintCase,
  reportOfCase,
  ruleCases,
  writeReport,
  type RuleCase,
} from "../support/rule-cases.ts";

const cases = ruleCases();
beforeAll(loadParser);

describe("the cases of the rules", () => {
  it.each(cases.filter(({ isBad }) => isBad).map(titled))(
    "%s is reported as expected",
    (_, bad) => {
      const report = reportOfCase(bad);
      if (process.env["UPDATE_CASES"] && report !== bad.report) writeReport(bad, report);
      else expect(report).toBe(bad.report);
      expect(lintCase(bad, { only: [bad.rule] }).findings.length).toBeGreaterThan(0);
    },
  );

  it.each(cases.filter(({ isBad }) => !isBad).map(titled))("%s is quiet", (_, good) => {
    expect(briefly(good, { only: [good.rule] })).toEqual([]);
  });

  /** What a rule tells people to write instead must be safe by the other rules too. */
  it.each(cases.filter(({ file }) => file === "good.sql").map(titled))("%s is safe", (_, good) => {
    expect(briefly(good, { sets: ["safety"], lockTimeout: true })).toEqual([]);
  });
});

describe("the rules", () => {
  it("have one name each, and cases under it", () => {
    const names = allRules.map(({ name }) => name);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    const bad = new Set(cases.filter(({ file }) => file === "bad.sql").map(({ rule }) => rule));
    const good = new Set(cases.filter(({ file }) => file === "good.sql").map(({ rule }) => rule));
    expect([...bad].toSorted()).toEqual(names.toSorted());
    expect([...good].toSorted()).toEqual(names.toSorted());
  });

  it("have texts that say what to do", () => {
    for (const { why, instead, summary } of allRules) {
      expect(summary).not.toMatch(/\.$/);
      expect(why).toMatch(/\.$|```$/);
      expect(instead).toMatch(/\.$|```$|:$/);
    }
  });
});

function titled(ruleCase: RuleCase) {
  return [`${ruleCase.rule}/${ruleCase.file}`, ruleCase] as const;
}

function briefly(ruleCase: RuleCase, settings: Parameters<typeof lintCase>[1]): string[] {
  return lintCase(ruleCase, settings).findings.map(
    ({ rule, line, message }) => `${line} ${rule}: ${message}`,
  );
}
