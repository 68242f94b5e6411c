import type { TypesResult } from "../commands/types.ts";
import { staleText } from "./stale-text.ts";
import type { Style } from "./style.ts";

/** The types themselves where no file is named; else what became of the file. */
export function typesText(result: TypesResult, style: Style): string {
  const { file, stale, text, relations, from } = result;
  if (file === undefined) return text.trimEnd();
  if (stale !== undefined) return staleText(file, stale, `the types of ${from}`, "types", style);
  return `Wrote ${style.bold(file)}, with ${relations === 1 ? "1 table or view" : `${relations} tables and views`} of ${from}`;
}

/** The same as JSON; the text is part of it where no file is named. */
export function typesJson({ text, ...result }: TypesResult): object {
  return result.file === undefined ? { ...result, text } : result;
}
