import { codeOnly, isComment, regions, SqlTextError } from "../sql/text/index.ts";

/** A part of a file as it is run, as long as the part itself. */
export interface Aligned {
  /** Where it begins in the file; UTF-16 offset. */
  readonly start: number;
  readonly text: string;
}

/**
 * Where a tool's section stands in its file, of which it may have left out lines, such as its own, and to which it may have
 * added semicolons: the file with blanks in place of the first, and the others over what follows the statement.
 * @param after where another section ends, which may say the same; it stands behind that, unless it does not
 * @returns undefined where a line of it is not in the file, as with SQL that code made
 */
export function aligned(section: string, file: string, after = 0): Aligned | undefined {
  const found = alignedBehind(section, file.slice(after));
  if (found !== undefined) return { ...found, start: found.start + after };
  return after > 0 ? alignedBehind(section, file) : undefined;
}

function alignedBehind(section: string, file: string): Aligned | undefined {
  const start = file.indexOf(section);
  if (start >= 0) return { start, text: section };
  const lines = linesOf(file);
  const kept: string[] = [];
  let next = 0;
  for (const line of linesOf(section).filter(({ text }) => text.trim() !== "")) {
    const at = lines.findIndex(({ text }, index) => index >= next && isLine(line.text, text));
    if (at < 0) return undefined;
    kept.push(...lines.slice(next, at).map(blank), withSemicolon(lines[at]!, line.text));
    next = at + 1;
  }
  return { start: 0, text: kept.join("") };
}

interface Line {
  readonly text: string;
  readonly end: string;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)]
    .map(([, line = "", end = ""]) => ({ text: line, end }))
    .filter(({ text: line, end }) => line !== "" || end !== "");
}

function blank({ text, end }: Line): string {
  return " ".repeat(text.length) + end;
}

/** Whether a line of a section is one of its file, remarks and a semicolon aside; a line of nothing else is only itself. */
function isLine(line: string, written: string): boolean {
  if (line === written) return true;
  const said = plain(line);
  return said !== "" && said === plain(written);
}

function plain(line: string): string {
  return code(line).trim().replace(/\s*;$/, "");
}

/** A line without its remarks; one that is part of a longer string or remark, as it is. */
function code(line: string): string {
  try {
    return codeOnly(line, [...regions(line)].filter(isComment));
  } catch (error) {
    if (error instanceof SqlTextError) return line;
    throw error;
  }
}

/** A line of a file, with the semicolon that the section has at its end: over a remark, or the end of the line. */
function withSemicolon({ text, end }: Line, line: string): string {
  const own = code(text).trimEnd();
  if (own.endsWith(";") || !code(line).trimEnd().endsWith(";")) return text + end;
  const rest = text.slice(own.length);
  if (rest === "") return `${own};${end.slice(1)}`;
  return own + (rest.startsWith("--") ? `;--${rest.slice(3)}` : `;${rest.slice(1)}`) + end;
}
