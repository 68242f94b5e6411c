import type { Location } from "../errors/index.ts";
import type { Style } from "./style.ts";

const linesBefore = 2;
const linesAfter = 1;
const widest = 160;

/** The lines around a place, numbered, with a marker under the column. */
export function codeFrame(source: string, { line, column }: Location, style: Style): string {
  const lines = source.split(/\r\n|\r|\n/);
  const first = Math.max(1, line - linesBefore);
  const last = Math.min(lines.length, line + linesAfter);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const isMarked = number === line;
    const gutter = `${isMarked ? ">" : " "} ${String(number).padStart(width)} | `;
    const text = lines[number - 1]!;
    frame.push(
      `${isMarked ? style.red(gutter) : style.dim(gutter)}${window(text, isMarked ? column : 1)}`.trimEnd(),
    );
    if (isMarked)
      frame.push(`${" ".repeat(width + 2)} ${style.dim("|")} ${style.red(marker(text, column))}`);
  }
  return frame.join("\n");
}

/** Tabs stay tabs under tabs, so that the marker stands where the eye looks. */
function marker(text: string, column: number): string {
  const shown = [...text].slice(startOf(column), column - 1);
  return `${shown.map((character) => (character === "\t" ? "\t" : " ")).join("")}^`;
}

/** A line of megabytes is shown as the part around the place. */
function window(text: string, column: number): string {
  const start = startOf(column);
  return [...text.slice(0, (start + widest) * 2)].slice(start, start + widest).join("");
}

function startOf(column: number): number {
  return column <= widest - 20 ? 0 : column - Math.floor(widest / 2);
}
