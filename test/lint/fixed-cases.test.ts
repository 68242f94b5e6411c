import { beforeAll, describe, expect, test } from "vitest";
import { fixMigrations } from "../../src/lint/fixing.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { today } from "../support/fixes.ts";
import { factsOf, migrationsOfCase, ruleCases, type RuleCase } from "../support/rule-cases.ts";

beforeAll(loadParser);

const cases = ruleCases().filter(({ isBad }) => isBad);

function fixCase(ruleCase: RuleCase, settings: Parameters<typeof factsOf>[1]) {
  const { config, all } = migrationsOfCase(ruleCase);
  const chosen = new Set([all.at(-1)!.name]);
  return fixMigrations({ all, chosen, facts: factsOf(config, settings), date: today });
}

describe("of the cases of a rule", () => {
  test.each(cases.map((one) => [`${one.rule}/${one.file}`, one] as const))(
    "%s is rid of every finding that can be fixed, and says why of others",
    (_title, one) => {
      for (const settings of [{ only: [one.rule] }, { sets: ["strict" as const] }]) {
        const { result, original, made, refused } = fixCase(one, settings);
        const left = result.findings.filter(({ fix, unfixed }) => fix ?? unfixed);
        const rules = (found: readonly { rule: string }[]) =>
          found.map(({ rule }) => rule).toSorted();
        expect(rules(left)).toEqual(rules(refused));
        const unreadable = ["syntax-error", "unterminated-statement"];
        const broken = ({ rule }: { rule: string }) => unreadable.includes(rule);
        expect(result.findings.filter(broken).length).toBe(original.findings.filter(broken).length);
        if (made.length > 0 && settings.only)
          expect(result.findings.length).toBeLessThanOrEqual(original.findings.length);
      }
    },
  );
});
