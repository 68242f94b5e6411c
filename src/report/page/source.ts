import type { Tone } from "../tone.ts";
import { plainLines, sqlLines } from "./highlight.ts";
import { type Markup, markup, nothing } from "./markup.ts";

/** Something that is said of a place in a file. */
export interface SourceNote {
  /** The lines that it is about; from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly tone: Tone;
  readonly body: Markup;
}

/** The text of a file, coloured where it is SQL, with notes below the lines that they are about. */
export function source(text: string, isSql: boolean, notes: readonly SourceNote[]): Markup {
  const lines = (isSql ? sqlLines : plainLines)(text.replace(/\s+$/, ""));
  const marks = marksOf(notes);
  const endOf = ({ line, endLine }: SourceNote) => Math.min(Math.max(line, endLine), lines.length);
  const ends = [...new Set(notes.map(endOf))].toSorted((one, other) => one - other);
  const starts = [0, ...ends];
  const stretches = starts.map((start, index) => {
    const end = starts[index + 1] ?? lines.length;
    const shown = lines
      .slice(start, end)
      .map((line, at) => lineOf(line, marks.get(start + at + 1)));
    const said = index < ends.length ? notes.filter((note) => endOf(note) === end) : [];
    return [linesOf(shown, start), ...said.map(noteOf)];
  });
  return markup`<div class="source">${stretches.flat()}</div>`;
}

function linesOf(lines: readonly Markup[], start: number): Markup {
  return lines.length === 0
    ? nothing
    : markup`<pre style="counter-reset:l ${start}">${lines}</pre>`;
}

function lineOf(line: Markup, tone: Tone | undefined): Markup {
  const style = tone === undefined ? "l" : `l at ${tone}`;
  return markup`<span class="${style}">${line}</span>`;
}

function noteOf({ tone, body }: SourceNote): Markup {
  return markup`<div class="note ${tone}">${body}</div>`;
}

const grave: readonly Tone[] = ["none", "good", "info", "unknown", "care", "bad"];

/** The gravest tone of what is said of each line. */
function marksOf(notes: readonly SourceNote[]): ReadonlyMap<number, Tone> {
  const marks = new Map<number, Tone>();
  for (const { line, endLine, tone } of notes)
    for (let at = line; at <= endLine; at++)
      if (grave.indexOf(tone) > grave.indexOf(marks.get(at) ?? "none")) marks.set(at, tone);
  return marks;
}
