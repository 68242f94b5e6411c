/** Where in a pattern we are, and which of its examples is asked for. */
interface Reader {
  readonly pattern: string;
  readonly variant: number;
  at: number;
}

/**
 * A text that a regular expression probably matches, or undefined where the pattern is beyond this. What it
 * gives is only a candidate: the server decides.
 * Source: PostgreSQL manual, 9.7.3 "POSIX Regular Expressions".
 * @param variant other numbers give other texts where the pattern allows
 */
export function exampleOf(pattern: string, variant: number): string | undefined {
  const reader: Reader = { pattern, variant, at: 0 };
  const example = alternatives(reader);
  return reader.at === pattern.length ? example : undefined;
}

function alternatives(reader: Reader): string {
  const branches = [branch(reader)];
  while (peek(reader) === "|") {
    reader.at++;
    branches.push(branch(reader));
  }
  return branches[reader.variant % branches.length]!;
}

function branch(reader: Reader): string {
  let text = "";
  while (reader.at < reader.pattern.length && !"|)".includes(peek(reader)))
    text += repeated(reader);
  return text;
}

function repeated(reader: Reader): string {
  const start = reader.at;
  const first = atom(reader);
  const count = quantifier(reader);
  return first.repeat(Math.min(count, 2_000)) || (reader.at === start ? skip(reader) : "");
}

/** What cannot be read must not be read for ever. */
function skip(reader: Reader): string {
  reader.at++;
  return "";
}

function atom(reader: Reader): string {
  const character = take(reader);
  if (character === "^" || character === "$") return "";
  if (character === ".") return letter(reader);
  if (character === "[") return bracket(reader);
  if (character === "\\") return escaped(reader);
  return character === "(" ? group(reader) : character;
}

function group(reader: Reader): string {
  const prefix = /^\?(:|=|!|<=|<!)/.exec(reader.pattern.slice(reader.at));
  reader.at += prefix?.[0].length ?? 0;
  const text = alternatives(reader);
  reader.at++;
  return prefix === null || prefix[1] === ":" ? text : "";
}

/** As few as allowed, but rather one than none; one more where the variant is odd. */
function quantifier(reader: Reader): number {
  const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(reader.pattern.slice(reader.at));
  if (match === null) return 1;
  reader.at += match[0].length;
  const [, sign, least, comma, most] = match;
  if (sign !== undefined) return sign === "?" ? 1 : 1 + Math.floor(reader.variant / 2);
  if (comma === "") return Number(least);
  const wanted = Math.max(1, Number(least)) + Math.floor(reader.variant / 2);
  return most === "" ? wanted : Math.min(wanted, Number(most));
}

function bracket(reader: Reader): string {
  const body = /^\^?\]?(?:\[:\w+:\]|\\.|[^\]])*/.exec(reader.pattern.slice(reader.at))![0];
  reader.at += body.length + 1;
  const allowed = charactersOf(body.replace(/^\^/, ""));
  const from = body.startsWith("^")
    ? [..."abc123-_ ."].filter((character) => !allowed.includes(character))
    : [...allowed];
  return from[reader.variant % from.length] ?? "a";
}

const classes: Record<string, string> = {
  alpha: "abc",
  lower: "abc",
  upper: "ABC",
  digit: "123",
  alnum: "abc",
  xdigit: "abc",
  space: " ",
  punct: "-._",
  d: "123",
  w: "abc",
  s: " ",
};

/** At most a few of each part: the first ones of a range. */
function charactersOf(body: string): string {
  const parts = body.matchAll(/\[:(\w+):\]|\\(.)|(.)-([^\]])|(.)/gs);
  return Array.from(parts, ([, named, escape, low, high, single]) => {
    if (named !== undefined) return classes[named] ?? "a";
    if (escape !== undefined) return classes[escape] ?? escape;
    return low === undefined ? single! : range(low, high!);
  }).join("");
}

function range(low: string, high: string): string {
  const codes = [0, 1, 2].map((step) => low.charCodeAt(0) + step);
  return String.fromCharCode(...codes.filter((code) => code <= high.charCodeAt(0)));
}

function escaped(reader: Reader): string {
  const character = take(reader);
  if ("mMyYAZ".includes(character)) return "";
  const known = classes[character];
  return known === undefined ? character : known[reader.variant % known.length]!;
}

function letter({ variant }: Reader): string {
  return "abc"[variant % 3]!;
}

function peek({ pattern, at }: Reader): string {
  return pattern.charAt(at);
}

function take(reader: Reader): string {
  return reader.pattern.charAt(reader.at++);
}
