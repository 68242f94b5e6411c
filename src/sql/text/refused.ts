import { codeOnly } from "./regions.ts";
import type { Span } from "./sections.ts";

/**
 * What cannot be read where something of a text is refused: a comment, a line of psql's, rows of COPY, else the statement, at most
 * up to a section's marker.
 */
export function refusedSpan(text: string, offset: number): Span {
  const rest = text.slice(offset);
  const ofItself = [commentLine, metaCommand, copiedRows]
    .map((pattern) => pattern.exec(rest)?.[0].length ?? 0)
    .find((length) => length > 0);
  return ofItself === undefined
    ? statementAround(text, offset)
    : { start: offset, end: offset + ofItself };
}

const commentLine = /^--.*/;
const metaCommand = /^\\.*/;
const copiedRows = /^copy\b[^;]*?\bfrom\s+stdin\b[^;]*;[^]*?^\\\.$/im;

function statementAround(text: string, offset: number): Span {
  const before = codeOnly(text.slice(0, offset)).lastIndexOf(";");
  const code = codeOnly(text);
  const semicolon = code.indexOf(";", offset);
  const marker = text.slice(offset).search(/^--[\s-]*(?:up|down)\s+migration/im);
  const ends = [
    semicolon < 0 ? text.length : semicolon + 1,
    marker < 0 ? text.length : offset + marker,
  ];
  return { start: before + 1, end: Math.min(...ends) };
}

/** A text with blanks in the place of a span, so that all else stays where it is. */
export function blankedOut(text: string, { start, end }: Span): string {
  const blanks = text.slice(start, end).replaceAll(/[^\r\n]/g, " ");
  return text.slice(0, start) + blanks + text.slice(end);
}
