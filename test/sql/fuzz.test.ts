import { scanSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { checksum } from "../../src/sql/text/checksum.ts";
import { byteToOffset } from "../../src/sql/text/positions.ts";
import { codeOnly, isComment, regions } from "../../src/sql/text/regions.ts";
import { loadParser, parseStatements } from "../../src/sql/statement/statements.ts";

beforeAll(loadParser);

const fragments = [
  ..."'a'|'it''s'|'back\\'|E'esc\\'aped'|e'\\\\'|E'a''b\\n'|U&'\\0041'|B'01'|X'1f'|N'n'".split("|"),
  ..."$$dollar$$|$$ ' \" -- /* $$|$tag$ $$ ' $$ $tag$|$é$ $ $é$|$_1$$_$_1$".split("|"),
  ...`"id"|"a""b"|"'--/*"|"😀"|U&"d\\0061t"`.split("|"),
  ..."/* c */|/* a /* b */ ' */|/**/|/***/|/* -- */|/* $$ */|/*/ */ */".split("|"),
  ...["-- c\n", "--\r\n", "-- it's /* $$\n", "--😀é\n", '---- " \r'],
  ..."a|é_1|x$1|y$z$|_😀|select|$1|42|1.5e3|0x1F|NULL".split("|"),
  ..."+|-|*|/|<=|->>|@>|||&|::|:=|.|,|(|)|[|]|=>|@-|!=".split("|").filter(Boolean),
  ...[";", " ", "\n", "\r\n", "\t", "\f", "  ", "\n\n"],
];

describe("500 texts of random fragments", () => {
  const cases = Array.from({ length: 500 }, (_, seed) => randomText(seed + 1));

  test("regions come in order, never overlap, and are closed", () => {
    for (const text of cases) {
      let end = 0;
      for (const region of regions(text)) {
        expect(region.start, text).toBeGreaterThanOrEqual(end);
        expect(region.end, text).toBeGreaterThan(region.start);
        expect(region.closed, text).toBe(true);
        end = region.end;
      }
      expect(codeOnly(text)).toHaveLength(text.length);
    }
  });

  test("regions are what PostgreSQL's own scanner takes for comments and quotes", () => {
    for (const text of cases) {
      const found = [...regions(text)];
      const scanned = scan(text);
      for (const token of scanned.filter(isQuoteOrComment)) {
        const inside = found.filter(({ start, end }) => start < token.end && end > token.start);
        expect(inside[0]?.start, `${text}\n${token.text}`).toBe(token.start + prefixLength(token));
        expect(inside.at(-1)?.end, `${text}\n${token.text}`).toBe(token.end);
      }
      for (const region of found) {
        const token = scanned.find(({ start, end }) => start <= region.start && end >= region.end);
        expect(token && isQuoteOrComment(token), `${text}\n${JSON.stringify(region)}`).toBe(true);
      }
    }
  });

  test("what lies between regions holds no quote and no comment sign", () => {
    for (const text of cases) expect(codeOnly(text), text).not.toMatch(/['"]|--|\/\*/);
  });

  test("a checksum sees no comment and no kind of line end", () => {
    for (const text of cases) {
      const [first] = [...regions(text)].filter(isComment);
      const commented = first
        ? `${text.slice(0, first.end).replace(/[\r\n]$/, "")}\n/* more */${text.slice(first.end)}`
        : `/* more */${text}`;
      expect(checksum(commented), text).toBe(checksum(text));
      expect(checksum(text.replaceAll(/\r\n?|\n/g, "\r\n")), text).toBe(checksum(text));
    }
  });
});

test("300 scripts of random statements are cut into those statements, each at its place", () => {
  const quotes = fragments.filter((one) => /^(?:[EeNBX]?'|\$\D?\w*\$)/.test(one));
  for (let seed = 1; seed <= 300; seed++) {
    const next = random(seed);
    const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)]!;
    const blanks = [" ", "\n", "\r\n", "/* é; */", "-- ; 😀\n"];
    const statements = Array.from(
      { length: 1 + Math.floor(next() * 5) },
      () => `select ${pick(quotes)}${pick(blanks)}, ${pick(quotes)} as "ü;😀"`,
    );
    const text = statements.map((one) => `${pick(blanks)}${one}${pick(["", " "])};`).join("");
    const found = parseStatements(text);
    expect(found.map((statement) => statement.text)).toEqual(statements);
    for (const { start, end, text: own } of found) expect(text.slice(start, end)).toBe(own);
  }
});

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string;
}

/** The tokens by PostgreSQL's scanner, which counts bytes, in UTF-16 offsets. */
function scan(text: string): Token[] {
  const offsetOf = byteToOffset(text);
  return scanSync(text).tokens.map((token) => {
    const [start, end] = [offsetOf(token.start), offsetOf(token.end)];
    return { start, end, text: text.slice(start, end), name: token.tokenName };
  });
}

function isQuoteOrComment({ name, text }: Token): boolean {
  return name.endsWith("COMMENT") || /^(?:[EeBXx]|[Uu]&)?['"]|^\$\D/.test(text);
}

function prefixLength({ name, text }: Token): number {
  return name.endsWith("COMMENT") ? 0 : text.search(/['"$]/);
}

/** Fragments in a row, sometimes with nothing between them, that PostgreSQL's scanner understands. */
function randomText(seed: number): string {
  const next = random(seed);
  let text = "";
  while (text.length < 20 + next() * 200) {
    const fragment = fragments[Math.floor(next() * fragments.length)]!;
    const longer = `${text}${next() < 0.6 || isGlued(text, fragment) ? " " : ""}${fragment}`;
    if (isScannable(longer)) text = longer;
  }
  return text;
}

/** `1$$a$$`, `$$a$$E'b'` and `X'1''a'`, two tokens to the scanner, are a syntax error in any statement. */
function isGlued(text: string, fragment: string): boolean {
  return /(?:[\w$]\0(?:\$|\w+&?')|'\0')/.test(`${text}\0${fragment}`);
}

function isScannable(text: string): boolean {
  try {
    scanSync(text);
    return true;
  } catch {
    return false;
  }
}

/** Numbers from 0 to 1, the same for the same seed. Source: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
