import { stripVTControlCharacters } from "node:util";
import { oneLine } from "./visible.ts";

/** What a table has to fit into. */
export interface TableRoom {
  /** How many cells a line may take. Default: any number. */
  readonly width?: number | undefined;
  /** The column that is never cut. */
  readonly whole?: number;
}

/** Rows in columns, two blanks between them; each row is a line, whatever its cells hold, and cut where it is too long. */
export function columnsText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room: TableRoom = {},
): string {
  const lines = [head, ...rows].map((cells) => cells.map(oneLine));
  const widths = head.map(() => 0);
  for (const cells of lines)
    for (const [index, cell] of cells.entries())
      widths[index] = Math.max(widths[index]!, widthOf(cell));
  const fitting = narrowed(widths, room);
  return lines.map((cells) => lineOf(cells.map(cutTo(fitting)), fitting)).join("\n");
}

/** Narrower, nothing can be told any more of a column. */
const leastWidth = 10;

/** The widest column gives way first. */
function narrowed(widths: readonly number[], { width = Infinity, whole }: TableRoom): number[] {
  const result = [...widths];
  const gaps = 2 * (widths.length - 1);
  while (result.reduce((sum, one) => sum + one, gaps) > width) {
    const free = result.map((one, index) => (index === whole ? 0 : one));
    const widest = Math.max(...free);
    if (widest <= leastWidth) break;
    result[free.indexOf(widest)]!--;
  }
  return result;
}

function cutTo(widths: readonly number[]): (cell: string, index: number) => string {
  return (cell, index) => {
    const width = widths[index]!;
    if (widthOf(cell) <= width || stripVTControlCharacters(cell) !== cell) return cell;
    let kept = "";
    for (const character of cell) {
      if (widthOf(kept + character) >= width) break;
      kept += character;
    }
    return `${kept.trimEnd()}…`;
  };
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map(
    (cell, index) => cell + " ".repeat(Math.max(0, widths[index]! - widthOf(cell))),
  );
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
