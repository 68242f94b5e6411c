/** A stretch of SQL text that is not plain code. Offsets are UTF-16 units; `end` is exclusive. */
export interface Region {
  readonly kind: RegionKind;
  readonly start: number;
  readonly end: number;
  /** False where the text ends before the region does. */
  readonly closed: boolean;
}

type RegionKind =
  | "line-comment"
  | "block-comment"
  | "string"
  | "quoted-identifier"
  | "dollar-string";

const opener = /--|\/\*|'|"|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/g;
const identifierCharacter = /[\w$\u0080-\uffff]/;

/**
 * The comments, strings and quoted identifiers of a SQL text, in order. Much cheaper than the parser,
 * so that a thousand applied files can be looked at on every start.
 * Source: PostgreSQL manual, 4.1 "Lexical Structure".
 * @param from where to begin, outside of all of them
 */
export function* regions(text: string, from = 0): Generator<Region> {
  const search = new RegExp(opener);
  search.lastIndex = from;
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const region = regionAt(text, match.index, match[0]);
    if (region === undefined) {
      search.lastIndex = match.index + 1;
    } else {
      yield region;
      search.lastIndex = region.end;
    }
  }
}

function regionAt(text: string, start: number, opening: string): Region | undefined {
  switch (opening) {
    case "--":
      return lineComment(text, start);
    case "/*":
      return blockComment(text, start);
    case "'":
      return isEscapeString(text, start)
        ? escapeString(text, start)
        : quoted(text, start, "string");
    case '"':
      return quoted(text, start, "quoted-identifier");
    default:
      return dollarString(text, start, opening);
  }
}

function lineComment(text: string, start: number): Region {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = start;
  const end = lineEnd.exec(text)?.index ?? text.length;
  return { kind: "line-comment", start, end, closed: true };
}

/** Block comments nest. */
function blockComment(text: string, start: number): Region {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  let depth = 0;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return { kind: "block-comment", start, end: edge.lastIndex, closed: true };
  }
  return unclosed("block-comment", start, text);
}

/** E'…', where a backslash escapes the quote. */
function isEscapeString(text: string, quote: number): boolean {
  const before = text[quote - 1];
  if (before !== "E" && before !== "e") return false;
  return quote < 2 || !identifierCharacter.test(text[quote - 2]!);
}

/** After a line end the next literal goes on with the same string, and so with its rules. */
function escapeString(text: string, start: number): Region {
  const edge = new RegExp(escapeEdge, "g");
  edge.lastIndex = start + 1;
  for (let match = edge.exec(text); match !== null; match = edge.exec(text)) {
    if (match[0] === "'") return { kind: "string", start, end: edge.lastIndex, closed: true };
  }
  return unclosed("string", start, text);
}

const continuation = String.raw`(?:[ \t\f\v]|--[^\r\n]*)*[\r\n](?:\s|--[^\r\n]*[\r\n])*`;
const escapeEdge = String.raw`\\[^]?|''|'${continuation}'|'`;

/** A quoted text in which the quote is written twice. */
function quoted(text: string, start: number, kind: "string" | "quoted-identifier"): Region {
  const quote = text[start]!;
  let end = text.indexOf(quote, start + 1);
  while (end !== -1 && text[end + 1] === quote) end = text.indexOf(quote, end + 2);
  return end === -1 ? unclosed(kind, start, text) : { kind, start, end: end + 1, closed: true };
}

/** `$tag$ … $tag$`; inside an identifier a dollar is only a letter. */
function dollarString(text: string, start: number, tag: string): Region | undefined {
  if (start > 0 && identifierCharacter.test(text[start - 1]!)) return undefined;
  const end = text.indexOf(tag, start + tag.length);
  return end === -1
    ? unclosed("dollar-string", start, text)
    : { kind: "dollar-string", start, end: end + tag.length, closed: true };
}

function unclosed(kind: RegionKind, start: number, text: string): Region {
  return { kind, start, end: text.length, closed: false };
}

/** Whether a region is a comment, that is: nothing the server would act on. */
export function isComment(region: Region): boolean {
  return region.kind === "line-comment" || region.kind === "block-comment";
}

/** The text with every region blanked out to spaces of the same length: offsets stay as they are. */
export function codeOnly(text: string, found: Iterable<Region> = regions(text)): string {
  let code = "";
  let at = 0;
  for (const region of found) {
    code += text.slice(at, region.start) + " ".repeat(region.end - region.start);
    at = region.end;
  }
  return code + text.slice(at);
}

/** Whether a text holds nothing that a server would run: comments and white space. */
export function isBlank(text: string): boolean {
  let at = 0;
  for (const region of regions(text)) {
    if (!isComment(region) || text.slice(at, region.start).trim() !== "") return false;
    at = region.end;
  }
  return text.slice(at).trim() === "";
}
