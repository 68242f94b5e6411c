import type { CheckResult } from "../commands/check.ts";
import type { ProposedDown } from "../commands/proposed-downs.ts";
import { maskSecrets } from "../sql/text/index.ts";
import type { FittedPart } from "./fitted.ts";
import { inItem, type MarkdownWriter } from "./markdown.ts";
import { noteTexts } from "./remarks-text.ts";
import { proposalText } from "./reverse-text.ts";
import { cut } from "./style.ts";

/** Down sections for the migrations that lack one, or have a wrong one, and what puts them into their files. */
export function downsPart({ downSections }: CheckResult, write: MarkdownWriter): FittedPart {
  const proved = downSections.filter(({ outcome }) => outcome === "offered");
  const names = proved.map(({ name }) => name).join(" ");
  const command = write.code(cut(`pgmaestro reverse ${names} --replace --write`, 1000));
  return {
    of: "down section",
    head: "#### Down sections, proposed\n\n",
    items: downSections.map((one) => proposalItem(one, write)),
    foot: proved.length === 0 ? "" : `\n\n${command} puts what is proved into the files.`,
    share: 2,
  };
}

function proposalItem(proposed: ProposedDown, write: MarkdownWriter): string {
  const name = write.code(proposed.name);
  if (proposed.outcome === "not-tried")
    return `- ❌ ${name}: none was tried<br>${write.prose(cut(proposed.error.message, 1500))}`;
  const { outcome, section, lost, reasons } = proposed;
  const remarks = [
    ...reasons,
    ...lost.map((loss) => `Lost: ${loss}`),
    ...noteTexts(proposed).map((note) => `Note: ${note}`),
  ].map((remark) => `<br>${write.prose(cut(remark, 1500))}`);
  const mark = outcome === "offered" ? "✅" : "❌";
  const head = `- ${mark} ${name}: ${proposalText(outcome)}${remarks.join("")}`;
  if (section === undefined) return head;
  return `${head}\n\n${inItem(write.block("sql", cut(maskSecrets(section).trim(), 6000)))}\n`;
}
