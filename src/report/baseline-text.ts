import type { BaselineResult } from "../commands/baseline.ts";
import { notInIt } from "./dump-text.ts";
import { plural, type Style } from "./style.ts";

/** The baseline that was written, and what it stands for. */
export function baselineText(result: BaselineResult, style: Style): string {
  return [
    writtenText(result, style),
    provedText(result),
    standingText(result),
    ...notInIt(result.undescribed),
  ].join("\n");
}

function writtenText({ file, from, copied, replaced, written }: BaselineResult, style: Style) {
  const verb = copied ? ["Copied", "Would copy"] : ["Wrote", "Would write"];
  const what = `${written ? verb[0] : verb[1]} ${copied ? `${from} to ` : ""}${style.bold(file)}`;
  const instead = replaced === undefined ? "" : `, in the place of ${replaced}`;
  return `${what}${copied ? "" : `, from ${from}`}${instead}`;
}

function provedText({ statements, scratch, copied }: BaselineResult): string {
  const ran = `${plural(statements, "statement")}, run on ${scratch}`;
  return copied ? `${ran}.` : `${ran}, where they make the same schema.`;
}

function standingText({ standsFor, name }: BaselineResult): string {
  return standsFor.length === 0
    ? "It stands for no migration: the first one begins on it."
    : `It stands for ${plural(standsFor.length, "migration")}, up to ${name}; the next one begins on it.`;
}
