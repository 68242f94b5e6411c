import type { CheckResult } from "../commands/check.ts";
import { maskUrlsIn } from "../database/index.ts";
import { checkFindings, checkErrors } from "./check-findings.ts";
import { historyProblems, partSummary } from "./check-summary.ts";
import { lintAnnotations } from "./lint-github.ts";
import { looseEndText } from "./status-text.ts";
import { limits } from "./verify-text.ts";
import { type Annotation, workflowCommand } from "./workflow-command.ts";

/**
 * What `check` found as annotations of GitHub: at places in files, and of the target for the run as a whole. Empty where
 * nothing was found.
 * @param inRepository a file's path as the repository has it
 */
export function checkAnnotations(
  result: CheckResult,
  inRepository: (file: string) => string,
): string {
  const located = lintAnnotations(checkFindings(result), inRepository);
  const others = [
    ...outputMessages(result, inRepository),
    ...targetMessages(result),
    ...errorsOf(result, inRepository),
  ];
  return [located, ...others.map(workflowCommand)].filter((one) => one !== "").join("\n");
}

/** At the files that are not what they would be. */
function outputMessages(result: CheckResult, inRepository: (file: string) => string): Annotation[] {
  return (["schema", "types"] as const).flatMap((name) => {
    const part = result[name];
    if (!("result" in part) || !part.result.stale) return [];
    const { text: message } = partSummary(name, result);
    const file = inRepository(part.result.file);
    return [{ level: "error", title: `check: ${name}`, message, file, line: 1 } as const];
  });
}

function targetMessages({ verify, history, unfinished }: CheckResult): Annotation[] {
  const told = (title: string, messages: readonly string[]) =>
    messages.map((message) => ({ level: "error", title, message: maskUrlsIn(message) }) as const);
  return [
    ...("result" in verify ? limits(verify.result) : []).map(
      (message) => ({ level: "notice", title: "check: verify", message }) as const,
    ),
    ...("result" in history ? told("check: history", historyProblems(history.result)) : []),
    ...("result" in unfinished
      ? told("check: unfinished", unfinished.result.looseEnds.map(looseEndText))
      : []),
  ];
}

function errorsOf(result: CheckResult, inRepository: (file: string) => string): Annotation[] {
  return checkErrors(result).map(({ error: { message, hint, code }, location }) => ({
    level: "error",
    title: `check: ${code}`,
    message: maskUrlsIn([message, ...(hint === undefined ? [] : [hint])].join("\n")),
    ...(location && { file: inRepository(location.file), line: location.line }),
  }));
}
