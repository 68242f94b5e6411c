import { linesBetween } from "../sql/text/index.ts";
import type { Location } from "../errors/index.ts";
import type { Style } from "./style.ts";

const linesBefore = 2;
const linesAfter = 1;
const widest = 160;

/** What a frame shows: a place, or the stretch from there to an end, which is exclusive. */
export interface FrameLocation extends Omit<Location, "file"> {
  readonly endLine?: number;
  readonly endColumn?: number;
}

/**
 * The lines around a place, numbered, with a marker under the column, or under the stretch as far as its first line
 * goes.
 * @param paint what the mark is coloured with
 */
export function codeFrame(
  source: string,
  place: FrameLocation,
  style: Style,
  paint: (text: string) => string = style.red,
): string {
  const { line, column } = place;
  const first = Math.max(1, line - linesBefore);
  const lines = linesBetween(source, first, line + linesAfter);
  const last = first + lines.length - 1;
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const isMarked = number === line;
    const gutter = `${isMarked ? ">" : " "} ${String(number).padStart(width)} | `;
    const text = lines[number - first]!;
    frame.push(
      `${isMarked ? paint(gutter) : style.dim(gutter)}${window(text, isMarked ? column : 1)}`.trimEnd(),
    );
    if (isMarked)
      frame.push(`${" ".repeat(width + 2)} ${style.dim("|")} ${paint(marker(text, place))}`);
  }
  return frame.join("\n");
}

/** Tabs stay tabs under tabs, so that the marker stands where the eye looks. */
function marker(text: string, place: FrameLocation): string {
  const { column } = place;
  const shown = [...text.slice(0, (startOf(column) + widest) * 2)];
  const before = shown.slice(startOf(column), column - 1);
  const blank = before.map((character) => (character === "\t" ? "\t" : " ")).join("");
  const end = Math.min(endOf(place, shown.length), startOf(column) + widest + 1);
  return `${blank}${"^".repeat(Math.max(1, end - column))}`;
}

/** The column behind the marked stretch; behind the place itself where it has no end. */
function endOf(
  { line, column, endLine = line, endColumn = column }: FrameLocation,
  length: number,
) {
  return endLine > line ? length + 1 : endColumn;
}

/** A line of megabytes is shown as the part around the place. */
function window(text: string, column: number): string {
  const start = startOf(column);
  return [...text.slice(0, (start + widest) * 2)].slice(start, start + widest).join("");
}

function startOf(column: number): number {
  return column <= widest - 20 ? 0 : column - Math.floor(widest / 2);
}
