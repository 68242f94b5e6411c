import { type CommonChangeName, commonChanges, usageOf } from "../commands/common-changes.ts";
import type { CreatedChange } from "../commands/create-change.ts";
import { columnsText } from "./columns.ts";
import { createdText } from "./history-text.ts";
import type { Style } from "./style.ts";

/** The files of a change and what lint finds in them all the same; those that are not written, with their text. */
export function createdChangeText(
  { files, sameName, findings }: CreatedChange,
  style: Style,
  dryRun = false,
): string {
  const made = files.map(({ file, text }, index) => {
    const line = createdText({ file, sameName: index === 0 ? sameName : [] }, style, dryRun);
    return dryRun ? `${line}\n\n${text}` : line;
  });
  const found = findings.map(
    ({ rule, severity, message, help }) =>
      `${style.yellow(`${severity} ${rule}:`)} ${[message, help].filter(Boolean).join("\n")}`,
  );
  return [...made, ...found].join("\n");
}

/** What a new migration may be for, by numbers, and the question which. */
export function changesQuestion(width: number | undefined): string {
  const names = Object.keys(commonChanges) as CommonChangeName[];
  const rows = names.map((name, index) => [
    String(index + 1).padStart(2),
    `${name} ${usageOf(name)}`,
    commonChanges[name].does,
  ]);
  const empty = [" 0", "NAME", "an empty migration"];
  return `${columnsText(["", "What is it for?", ""], [...rows, empty], { width, whole: 1 })}\nNumber or name: `;
}
