import type { CheckRulesOptions, RuleProblem } from "./rule-problem.ts";

/**
 * Holds rules of one's own to their cases, `cases/<rule>/bad*.sql` and `good*.sql` beside the rule's file, and to their page,
 * `<rule>.md`. A bad case has a report beside it, `bad.txt`, with what the rule says of it; a good one gives none.
 * @param patterns the files of the rules, as `lint.rules` names them
 * @throws ConfigurationError for files that hold no rules
 * @example
 * ```ts
 * test("the rules do what their cases say", async () => {
 *   expect(await checkRules(["./rules/*.ts"])).toEqual([]);
 * });
 * ```
 */
export async function checkRules(
  patterns: readonly string[],
  options: CheckRulesOptions = {},
): Promise<RuleProblem[]> {
  const { problemsOf } = await import("./problems.ts");
  return problemsOf(patterns, options);
}
