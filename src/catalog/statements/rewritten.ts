import { sameMeaning } from "../../sql/statement/index.ts";
import { tokens, type Token } from "../../sql/text/index.ts";

/** A text in other words, which are to mean the same. */
export type Rewrite = (text: string) => string;

/**
 * A text after all rewrites that leave its meaning as it is, as PostgreSQL's parser reads it; without those that
 * do not. `statement` makes a statement of a part of one.
 */
export function rewritten(
  text: string,
  rewrites: readonly Rewrite[],
  statement: Rewrite = (part) => part,
): string {
  const isSafe = (one: string, other: string) => sameMeaning(statement(one), statement(other));
  const whole = rewrites.reduce((given, rewrite) => rewrite(given), text);
  if (isSafe(text, whole)) return whole;
  return rewrites.reduce((given, rewrite) => {
    const proposal = rewrite(given);
    return isSafe(given, proposal) ? proposal : given;
  }, text);
}

/** A stretch of tokens, and the text that takes its place. */
export interface TokenEdit {
  readonly from: Token;
  readonly to: Token;
  readonly text: string;
}

/** A text with some stretches of it changed; they are in order and apart. */
export function withTokenEdits(text: string, edits: readonly TokenEdit[]): string {
  return edits.reduceRight(
    (given, edit) => given.slice(0, edit.from.start) + edit.text + given.slice(edit.to.end),
    text,
  );
}

/** A text with other blanks between its tokens. */
export function respaced(
  text: string,
  blanks: (given: string, before: Token, after: Token, place: TokenPlace) => string,
): string {
  const all = tokens(text);
  let result = text.slice(0, all[0]?.start);
  let depth = 0;
  all.forEach((token, index) => {
    const next = all[index + 1];
    depth += depthChange(token);
    result += token.text;
    const gap = text.slice(token.end, next?.start);
    result +=
      next !== undefined && gap.trim() === ""
        ? blanks(gap, token, next, { depth, index, all })
        : gap;
  });
  return result;
}

/** Where two tokens meet. */
export interface TokenPlace {
  /** How many parentheses are open. */
  readonly depth: number;
  /** Of the first of the two. */
  readonly index: number;
  readonly all: readonly Token[];
}

function depthChange({ kind, text }: Token): number {
  if (kind !== "sign") return 0;
  return text === "(" ? 1 : text === ")" ? -1 : 0;
}

/** The place of the parenthesis that closes the one at a place. */
export function closingToken(all: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < all.length; at++) {
    depth += depthChange(all[at]!);
    if (depth === 0) return at;
  }
  return undefined;
}

/** A keyword: PostgreSQL writes these in capitals, and names that have capitals in quotes. */
export function isKeyword({ kind, text }: Token): boolean {
  return kind === "word" && /^[A-Z]+$/.test(text);
}

/**
 * Where the words that a statement begins with end: the place behind them. `@` stands for a name, perhaps
 * qualified. Undefined where it begins otherwise.
 */
export function behind(all: readonly Token[], words: string, from = 0): number | undefined {
  let at = from;
  for (const word of words.split(" ")) {
    const next = word === "@" ? behindName(all, at) : all[at]?.text === word ? at + 1 : undefined;
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function behindName(all: readonly Token[], from: number): number | undefined {
  if (all[from]?.kind !== "word" && all[from]?.kind !== "quoted") return undefined;
  return all[from + 1]?.text === "." ? behindName(all, from + 2) : from + 1;
}
