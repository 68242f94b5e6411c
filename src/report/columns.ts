import { stripVTControlCharacters } from "node:util";
import { oneLine } from "./visible.ts";

/** Rows in columns, two blanks between them; each row is a line, whatever its cells hold. */
export function columnsText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(oneLine));
  const widths = head.map(() => 0);
  for (const cells of lines)
    for (const [index, cell] of cells.entries())
      widths[index] = Math.max(widths[index]!, widthOf(cell));
  return lines.map((cells) => lineOf(cells, widths)).join("\n");
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, index) => cell + " ".repeat(widths[index]! - widthOf(cell)));
  return padded.join("  ").trimEnd();
}

const plain = /^[ -~]*$/;
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const without = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of stripVTControlCharacters(text))
    width += without.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}
