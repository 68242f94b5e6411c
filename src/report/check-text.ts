import type { CheckPart, CheckResult } from "../commands/check.ts";
import { type CheckPartName, checkParts } from "../commands/check-parts.ts";
import { maskUrlsIn } from "../database/index.ts";
import { columnsText } from "./columns.ts";
import { partSummaries } from "./check-summary.ts";
import { errorText } from "./error-text.ts";
import { impactText } from "./impact-text.ts";
import { lintText } from "./lint-text.ts";
import { looseEndText } from "./status-text.ts";
import { proposedDownsText } from "./proposed-downs.ts";
import { plural, type Style } from "./style.ts";
import { verifyText } from "./verify-text.ts";

/** What is to be said of parts, each as its own command says it; then every part in a line, and the verdict. */
export function checkText(result: CheckResult, style: Style): string {
  const { since, migrations } = result;
  const head = `${plural(migrations.length, "migration")} added or changed since ${since}`;
  return [
    ...details(result, style),
    [style.dim(`${head}:`), summaryTable(result, style), verdict(result, style)].join("\n"),
  ].join("\n\n");
}

function details(result: CheckResult, style: Style): string[] {
  const { names, lint, verify, downSections, plan, unfinished } = result;
  return [
    ...detail("names", names, style, (found) => lintText(found, style), hasFindings),
    ...detail("lint", lint, style, (found) => lintText(found, style), hasFindings),
    ...detail("verify", verify, style, (found) => verifyText(found, style)),
    ...(downSections.length === 0
      ? []
      : [section("down sections", proposedDownsText(downSections, style), style)]),
    ...detail("plan", plan, style, (found) => impactText(found, style)),
    ...detail("schema", result.schema, style, () => undefined),
    ...detail("types", result.types, style, () => undefined),
    ...detail("history", result.history, style, () => undefined),
    ...detail("unfinished", unfinished, style, ({ looseEnds }) =>
      looseEnds.map(looseEndText).join("\n"),
    ),
  ];
}

/** Of a part that failed, or has something to say. */
function detail<Result>(
  name: CheckPartName,
  part: CheckPart<Result>,
  style: Style,
  tell: (result: Result) => string | undefined,
  isTold: (result: Result) => boolean = () => false,
): string[] {
  const told = () => {
    if (!("result" in part))
      return part.verdict === "failed" ? maskUrlsIn(errorText(part.error, style)) : undefined;
    return part.verdict === "failed" || isTold(part.result) ? tell(part.result) : undefined;
  };
  const said = told();
  return said === undefined ? [] : [section(name, said, style)];
}

function section(title: string, text: string, style: Style): string {
  return `${style.bold(`== ${title}`)}\n${text}`;
}

function hasFindings({ findings }: { readonly findings: readonly unknown[] }): boolean {
  return findings.length > 0;
}

const marks = { passed: "✓", failed: "✗", skipped: "–" } as const;

function summaryTable(result: CheckResult, style: Style): string {
  const paint = { passed: style.green, failed: style.red, skipped: style.dim };
  const rows = partSummaries(result).map(({ name, verdict: how, text }) => [
    paint[how](marks[how]),
    name,
    text,
  ]);
  const [first, ...others] = rows;
  return columnsText(first!, others, { width: style.width });
}

function verdict(result: CheckResult, style: Style): string {
  const failed = checkParts.filter((name) => result[name].verdict === "failed");
  return failed.length === 0
    ? style.green("Passed.")
    : `${style.red("Failed")}: ${failed.join(", ")}.`;
}
