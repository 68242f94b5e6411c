import { createTwoFilesPatch } from "diff";
import type { FileChange } from "../migrations/index.ts";
import { maskSecrets } from "../sql/text/index.ts";
import type { Style } from "./style.ts";

/** A change of a file as a unified diff, with every secret in it starred out. */
export function patchText({ file, before, after }: FileChange, style: Style): string {
  const patch = createTwoFilesPatch(
    before === undefined ? "/dev/null" : file,
    file,
    maskSecrets(before ?? ""),
    maskSecrets(after),
    undefined,
    undefined,
    { context: 2 },
  );
  const lines = patch.trimEnd().split("\n");
  const shown = lines.slice(lines.findIndex((line) => line.startsWith("--- ")));
  return shown.map((line) => colored(line.trimEnd(), style)).join("\n");
}

function colored(line: string, style: Style): string {
  if (line.startsWith("+")) return style.green(line);
  if (line.startsWith("-")) return style.red(line);
  return line.startsWith("@@") ? style.cyan(line) : line;
}
