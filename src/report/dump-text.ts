import type { DumpResult } from "../commands/dump.ts";
import { listNames } from "../errors/index.ts";
import { neutralText } from "./difference-text.ts";
import { staleText } from "./stale-text.ts";
import { plural, type Style } from "./style.ts";

/** The schema itself where no file is named; else what became of the file. */
export function dumpText(result: DumpResult, style: Style): string {
  const { file, stale, text, differences = [] } = result;
  if (file === undefined) return [text.trimEnd(), ...differing(result)].join("\n");
  if (stale !== undefined)
    return staleText(file, stale, `the schema of ${result.from}`, "dump", style);
  const ran = `${plural(result.statements, "statement")}, run on ${result.scratch}`;
  return [
    `Wrote ${style.bold(file)}, from ${result.from}`,
    differences.length === 0
      ? `${ran}, where they make the same schema: proved.`
      : `${ran}, where they do not make the same schema:`,
    ...differing(result),
    ...rowsText(result),
    ...notInIt(result.undescribed),
  ].join("\n");
}

function differing({ differences = [] }: DumpResult): string[] {
  return differences.map((one) => `  ${neutralText(one, "the schema", "the file")}`);
}

function rowsText({ rows }: DumpResult): string[] {
  return rows.length === 0 ? [] : [`Without the rows that migrations leave in ${listNames(rows)}.`];
}

/** What a schema that was read does not hold, for what is written of it. */
export function notInIt(undescribed: readonly string[]): string[] {
  return undescribed.length === 0 ? [] : [`Not in it: ${listNames(undescribed)}.`];
}

/** The same as JSON; the text is part of it where no file is named. */
export function dumpJson({ text, ...result }: DumpResult): object {
  return result.file === undefined ? { ...result, text } : result;
}
