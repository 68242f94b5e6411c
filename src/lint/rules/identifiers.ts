import { regions, truncatedName } from "../../sql/text/index.ts";

/** A name, or a keyword, as it is written in a SQL text. Offsets are UTF-16 units in that text. */
export interface Identifier {
  /** As the server reads it: without quotes, or in lower case. Not cut to 63 bytes. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g;

/** The names and keywords of a text, outside of comments and strings. */
export function identifiersIn(text: string): Identifier[] {
  const found: Identifier[] = [];
  let at = 0;
  for (const { kind, start, end } of regions(text)) {
    found.push(...wordsIn(text, at, start));
    if (kind === "quoted-identifier")
      found.push({ name: text.slice(start + 1, end - 1).replaceAll('""', '"'), start, end });
    at = end;
  }
  found.push(...wordsIn(text, at, text.length));
  return found;
}

function wordsIn(text: string, from: number, to: number): Identifier[] {
  return Array.from(text.slice(from, to).matchAll(word), ({ index, 0: written }) => ({
    name: written.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
    start: from + index,
    end: from + index + written.length,
  }));
}

/** Where a name is written in a statement, for a report; nothing where it is not, as in the text of a function. */
export function identifierAt(
  name: string,
  { text, start }: { readonly text: string; readonly start: number },
): { readonly at?: number; readonly end?: number } {
  const found = identifiersIn(text).find(
    (one) => one.name === name || truncatedName(one.name) === name,
  );
  return found ? { at: start + found.start, end: start + found.end } : {};
}
