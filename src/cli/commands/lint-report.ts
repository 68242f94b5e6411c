import type { LintResult, Rule } from "../../lint/index.ts";
import { jsonLine } from "../../report/json.ts";
import type { Style } from "../../report/style.ts";
import type { NewRule } from "../../rules/new-rule.ts";
import { inRepository, type Formats, type Render, type View } from "../reporting.ts";

/** What lint answers with: findings, all that is known of a rule, the list of rules, or what was written for a new one. */
export type LintAnswer =
  | { readonly kind: "findings"; readonly result: LintResult }
  | { readonly kind: "rule"; readonly rule: Rule }
  | { readonly kind: "rules" }
  | { readonly kind: "new rule"; readonly made: NewRule };

interface WithRules {
  readonly rules: readonly Rule[];
}

/** How lint reports. */
export const lintReport: Formats<WithRules, LintAnswer> = {
  text: (answer, { request, style }) => textOf(answer, request.rules, style),
  json: (answer, { request }) => jsonOf(answer, request.rules),
  sarif: forFindings(async (result, { request }) =>
    (await import("../../report/sarif.ts")).sarifLog(result, request.rules, inRepository),
  ),
  junit: forFindings(async (result, { hidden }) =>
    (await import("../../report/lint-junit.ts")).lintJunit(result, hidden),
  ),
  github: forFindings(async (result) =>
    (await import("../../report/lint-github.ts")).lintAnnotations(result, inRepository),
  ),
  gitlab: forFindings(async (result, { request }) =>
    (await import("../../report/gitlab.ts")).gitlabReport(result, request.rules, inRepository),
  ),
};

async function textOf(answer: LintAnswer, rules: readonly Rule[], style: Style): Promise<string> {
  switch (answer.kind) {
    case "findings":
      return findingsText(answer.result, style);
    case "rule":
      return (await import("../../report/rule-text.ts")).ruleText(answer.rule, style);
    case "rules":
      return (await import("../../report/rule-text.ts")).rulesText(rules, style);
    case "new rule":
      return (await import("../../report/rule-text.ts")).newRuleText(answer.made, style);
  }
}

async function findingsText({ fixes, ...result }: LintResult, style: Style): Promise<string> {
  return fixes === undefined
    ? (await import("../../report/lint-text.ts")).lintText(result, style)
    : (await import("../../report/lint-fix-text.ts")).lintFixText({ ...result, fixes }, style);
}

async function jsonOf(answer: LintAnswer, rules: readonly Rule[]): Promise<string> {
  switch (answer.kind) {
    case "findings":
      return jsonLine("lint", (await import("../../report/lint-json.ts")).lintJson(answer.result));
    case "rule":
      return jsonLine("rule", (await import("../../report/rule-json.ts")).ruleJson(answer.rule));
    case "rules": {
      const { ruleLineJson } = await import("../../report/rule-json.ts");
      return jsonLine("rules", { rules: rules.map(ruleLineJson) });
    }
    case "new rule":
      return jsonLine("new-rule", answer.made);
  }
}

/** A format for places in files; nothing else can be said in it. */
function forFindings(
  render: (result: LintResult, view: View<WithRules>) => Promise<string>,
): Render<WithRules, LintAnswer> {
  return async (answer, view) => {
    if (answer.kind !== "findings") return "";
    const { inFiles } = await import("../../report/in-files.ts");
    return render(inFiles(answer.result), view);
  };
}
