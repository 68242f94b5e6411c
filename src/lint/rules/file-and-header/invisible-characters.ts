import { codeOnly, isComment, regions, type Region } from "../../../sql/text/index.ts";

/** A run of characters that nobody sees. Offsets are UTF-16 units. */
export interface Invisible {
  readonly start: number;
  readonly end: number;
  /** As `NO-BREAK SPACE (U+00A0)`. */
  readonly name: string;
  /** Whether it begins with a blank of another kind. */
  readonly blank: boolean;
  /** Whether it turns the direction of writing. */
  readonly turns: boolean;
}

/** Unicode's blanks that look like one, format characters, and fillers. */
const invisible = new RegExp(
  String.raw`[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]+`,
  "g",
);
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/**
 * Invisible characters in code, function bodies among it, and those that turn the direction of writing in comments
 * too, where they can make code look like a comment.
 */
export function invisibleIn(text: string): Invisible[] {
  if (text.search(invisible) === -1) return [];
  const found = [...regions(text)];
  const comments = found
    .filter(isComment)
    .flatMap(({ start, end }) => matches(text.slice(start, end), turning, start));
  return [...matches(codeWithNames(text, found), invisible, 0), ...comments].toSorted(
    (one, other) => one.start - other.start,
  );
}

/** A text without its comments and strings, function bodies treated alike. */
function codeWithNames(text: string, found: readonly Region[]): string {
  const blanked = found.filter(({ kind }) => kind !== "quoted-identifier");
  let code = codeOnly(text, blanked);
  for (const { kind, start, end, closed } of found) {
    if (kind !== "dollar-string" || !closed) continue;
    const tag = /^\$[^$]*\$/.exec(text.slice(start, end))![0].length;
    const body = text.slice(start + tag, end - tag);
    code =
      code.slice(0, start + tag) + codeWithNames(body, [...regions(body)]) + code.slice(end - tag);
  }
  return code;
}

function matches(text: string, pattern: RegExp, offset: number): Invisible[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: run }) => ({
    start: offset + index,
    end: offset + index + run.length,
    name: nameOf(run),
    blank: /^\p{Zs}/u.test(run),
    turns: run.search(turning) !== -1,
  }));
}

function nameOf(run: string): string {
  const code = run.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return names[code] === undefined ? `U+${code}` : `${names[code]} (U+${code})`;
}

const names: Readonly<Record<string, string>> = {
  "00A0": "NO-BREAK SPACE",
  "00AD": "SOFT HYPHEN",
  "200B": "ZERO WIDTH SPACE",
  "200C": "ZERO WIDTH NON-JOINER",
  "200D": "ZERO WIDTH JOINER",
  "200E": "LEFT-TO-RIGHT MARK",
  "200F": "RIGHT-TO-LEFT MARK",
  "202A": "LEFT-TO-RIGHT EMBEDDING",
  "202B": "RIGHT-TO-LEFT EMBEDDING",
  "202D": "LEFT-TO-RIGHT OVERRIDE",
  "202E": "RIGHT-TO-LEFT OVERRIDE",
  "2028": "LINE SEPARATOR",
  "2060": "WORD JOINER",
  "2066": "LEFT-TO-RIGHT ISOLATE",
  "2067": "RIGHT-TO-LEFT ISOLATE",
  "202F": "NARROW NO-BREAK SPACE",
  "3000": "IDEOGRAPHIC SPACE",
  FEFF: "BYTE ORDER MARK",
};
