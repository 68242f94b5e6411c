import type { Style } from "./style.ts";

/**
 * Whether a file that a command writes is what it would write.
 * @param what it should be
 */
export function staleText(
  file: string,
  isStale: boolean,
  what: string,
  command: string,
  style: Style,
): string {
  return isStale
    ? `${style.red("Stale")}: ${file} is not ${what}. \`pgmaestro ${command}\` writes it.`
    : `${file} is ${what}.`;
}
