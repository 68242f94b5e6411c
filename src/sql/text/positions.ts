/** A place in a text as people count: both from 1, columns in characters (code points). */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Line and column of a UTF-16 offset. CRLF, LF and a lone CR each end a line. */
export function lineColumn(text: string, offset: number): LineColumn {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 };
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
  const breaks = text.matchAll(/\r\n|\r|\n/g);
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const { value } = breaks.next();
    if (value === undefined) break;
    start = value.index + value[0].length;
  }
  return start;
}

/** UTF-16 offset of a place; columns count characters, from 1. */
export function offsetAt(text: string, { line, column }: { line: number; column: number }): number {
  const start = offsetOfLine(text, line);
  return start + [...text.slice(start)].slice(0, column - 1).join("").length;
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
