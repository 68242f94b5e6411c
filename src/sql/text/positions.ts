/** A place in a text as people count: both from 1, columns in characters (code points). */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a UTF-16 offset. CRLF, LF and a lone CR each end a line. */
export function lineColumn(text: string, offset: number): LineColumn {
  const starts = lineStarts(text);
  if (text[offset - 1] === "\r" && text[offset] === "\n")
    return { line: lineAt(starts, offset) + 1, column: 1 };
  const line = lineAt(starts, offset);
  return { line, column: [...text.slice(starts[line - 1], offset)].length + 1 };
}

/** These lines of a text, from 1, as far as it has them. */
export function linesBetween(text: string, first: number, last: number): string[] {
  const starts = lineStarts(text);
  return starts
    .slice(first - 1, last)
    .map((start, index) => text.slice(start, starts[first + index]).replace(/[\r\n]+$/, ""));
}

let known: { readonly text: string; readonly starts: readonly number[] } | undefined;

/** Where the lines of a text begin. Those of one text are asked for again and again. */
function lineStarts(text: string): readonly number[] {
  if (known?.text !== text) {
    const breaks = text.matchAll(/\r\n|\r|\n/g);
    known = { text, starts: [0, ...Array.from(breaks, (it) => it.index + it[0].length)] };
  }
  return known.starts;
}

/** The line of an offset, from 1: how many lines begin up to it. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same with the file that the text is of. */
export function locationIn(
  { file, source }: { readonly file: string; readonly source: string },
  offset: number,
): LineColumn & { readonly file: string } {
  return { file, ...lineColumn(source, offset) };
}

/** UTF-16 offset at which a line begins, from 1; of one behind the last, that of the last. */
export function offsetOfLine(text: string, line: number): number {
  const starts = lineStarts(text);
  return starts[Math.max(1, Math.min(line, starts.length)) - 1]!;
}

/** UTF-16 offset of a place; columns count characters, from 1. */
export function offsetAt(text: string, { line, column }: { line: number; column: number }): number {
  const start = offsetOfLine(text, line);
  return start + offsetOfCharacter(text.slice(start), column - 1);
}

/** UTF-16 offset of the n-th character (code point, from 0): the unit of the server's error positions. */
export function offsetOfCharacter(text: string, character: number): number {
  let offset = 0;
  for (let passed = 0; passed < character && offset < text.length; passed++) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}

/**
 * Turns UTF-8 byte positions, the parser's unit, into UTF-16 offsets.
 * Ask in rising order: each answer goes on from the one before, so a whole file costs one walk.
 */
export function byteToOffset(text: string): (byte: number) => number {
  if (isAscii(text)) return (byte) => Math.min(byte, text.length);
  let offset = 0;
  let bytes = 0;
  return (byte) => {
    if (byte < bytes) offset = bytes = 0;
    while (bytes < byte && offset < text.length) {
      const point = text.codePointAt(offset)!;
      bytes += utf8Length(point);
      offset += point > 0xffff ? 2 : 1;
    }
    return offset;
  };
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
