import { exampleOf } from "./pattern.ts";

/** What the text of constraints says about values that may pass. */
export interface Literals {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  /** Texts made from the patterns and lengths that a constraint asks for. */
  readonly texts: readonly string[];
}

/** Reads the expressions of constraints, as the server writes them. */
export function literalsIn(expressions: readonly string[]): Literals {
  const text = expressions.join("\n");
  const strings = unique(
    Array.from(text.matchAll(/E?'((?:[^']|'')*)'/g), ([literal, inner]) =>
      unquoted(literal, inner!),
    ),
  );
  const numbers = numbersIn(text, strings);
  return {
    strings,
    numbers,
    texts: unique([...fromPatterns(text, strings), ...ofLengths(text, numbers)]),
  };
}

function unquoted(literal: string, inner: string): string {
  const plain = inner.replaceAll("''", "'");
  return literal.startsWith("E") ? plain.replaceAll("\\\\", "\\") : plain;
}

function numbersIn(text: string, strings: readonly string[]): number[] {
  const bare = text.replaceAll(/E?'(?:[^']|'')*'/g, " ").replaceAll(/"[^"]*"/g, " ");
  const written = [...(bare.match(/(?<![\w.])\d+(?:\.\d+)?\b/g) ?? []), ...strings];
  return unique(written.filter((value) => /^-?\d+(\.\d+)?$/.test(value)).map(Number));
}

function fromPatterns(text: string, strings: readonly string[]): string[] {
  if (!/~|regexp|LIKE/i.test(text)) return [];
  return strings.flatMap((pattern) => [
    ...[0, 1, 2, 3].flatMap((variant) => exampleOf(pattern, variant) ?? []),
    ...["a", "b", "c"].map((filler) => pattern.replaceAll("%", filler).replaceAll("_", filler)),
  ]);
}

function ofLengths(text: string, numbers: readonly number[]): string[] {
  if (!/length|bit_count/.test(text)) return [];
  return numbers
    .filter((length) => Number.isInteger(length) && length >= 0 && length < 2_000)
    .flatMap((length) => [length, length + 1, length - 1])
    .flatMap((length) => ["a", "b", "c"].map((letter) => letter.repeat(Math.max(0, length))));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
