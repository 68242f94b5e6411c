import { isComment, type Region, regions } from "./regions.ts";

/** A word, name, constant or sign of a SQL text. Offsets are UTF-16 units; `end` is exclusive. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "sign";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The name that a token stands for: without quotes it is small letters. */
export function nameOfToken({ kind, text }: Token): string {
  return kind === "quoted" ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

/**
 * The tokens of a SQL text, without comments: what is inside a string or a quoted name is never taken for code.
 * Source: PostgreSQL manual, 4.1 "Lexical Structure".
 */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const region of regions(text)) {
    found.push(...codeTokens(text, at, region.start));
    if (!isComment(region)) found.push(regionToken(text, region, found));
    at = region.end;
  }
  return [...found, ...codeTokens(text, at, text.length)];
}

/** A string takes the letter before it along: `E'…'`. */
function regionToken(text: string, { kind, start, end }: Region, before: Token[]): Token {
  const last = before.at(-1);
  const hasPrefix =
    kind === "string" && last?.end === start && /^[ebxn]$/i.test(last.text) && before.pop();
  const from = hasPrefix ? last!.start : start;
  return {
    kind: kind === "quoted-identifier" ? "quoted" : "string",
    text: text.slice(from, end),
    start: from,
    end,
  };
}

const code =
  /(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<number>\d[\w.]*)|::|[-+*/<>=~!@#%^&|`?]+|\S/g;

function codeTokens(text: string, from: number, to: number): Token[] {
  return [...text.slice(from, to).matchAll(code)].map(({ 0: word, index, groups }) => ({
    kind:
      groups!["word"] !== undefined ? "word" : groups!["number"] !== undefined ? "number" : "sign",
    text: word,
    start: from + index,
    end: from + index + word.length,
  }));
}
