import type { CheckResult } from "../commands/check.ts";
import { countsOf, type Finding } from "../lint/index.ts";
import { checkFindings } from "./check-findings.ts";
import { countsText } from "./counts-text.ts";
import type { FittedPart } from "./fitted.ts";
import { inFiles } from "./in-files.ts";
import { inItem, type MarkdownWriter, toneMarks } from "./markdown.ts";
import { cut } from "./style.ts";
import { toneOfSeverity } from "./tone.ts";

/** What was found at places in files: what stops, and folded below it what does not. */
export function findingParts(
  result: CheckResult,
  write: MarkdownWriter,
  inRepository: (file: string) => string,
): FittedPart[] {
  const { findings } = inFiles(checkFindings(result));
  const [errors, others] = [true, false].map((isError) =>
    findings.filter(({ severity }) => (severity === "error") === isError),
  ) as [Finding[], Finding[]];
  const itemOf = (one: Finding) => findingItem(one, write, inRepository(one.file));
  return [
    {
      of: "error",
      head: "#### What must change\n\n",
      items: errors.map(itemOf),
      foot: "",
      share: 4,
    },
    {
      of: "warning",
      head: `<details><summary>${countsText(countsOf(others))}</summary>\n\n`,
      items: others.map(itemOf),
      foot: "\n\n</details>",
      share: 2,
    },
  ];
}

/** Where, of which rule, what happens; what to do below it. */
function findingItem(finding: Finding, write: MarkdownWriter, file: string): string {
  const { rule, severity, message, help, line, column } = finding;
  const place = write.code(`${file}:${line}:${column}`);
  const head = `- ${toneMarks[toneOfSeverity[severity]]} ${place} **${write.text(rule)}**<br>${write.prose(cut(message, 1500))}`;
  if (help === undefined) return head;
  const shown = cut(help, 3000);
  return shown.includes("\n")
    ? `${head}\n\n${inItem(write.block("text", shown))}\n`
    : `${head}<br>💡 ${write.prose(shown)}`;
}
