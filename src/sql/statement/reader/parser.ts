import type { Node, ParseResult } from "@pgsql/types";
import { refuseClientSyntax } from "../../text/index.ts";
import { byteToOffset, offsetOfCharacter } from "../../text/index.ts";
import { codeOnly, isComment, regions } from "../../text/index.ts";
import { SqlTextError } from "../../text/index.ts";

/** A statement with its syntax tree. Offsets are UTF-16 units in the text that was parsed. */
export interface ParsedStatement {
  readonly start: number;
  readonly end: number;
  /** The statement without its semicolon. */
  readonly text: string;
  readonly tree: Node;
}

let parser: typeof import("libpg-query") | undefined;
/** How often the parser was asked for before it was loaded. */
let missed = 0;

/** Loads PostgreSQL's parser (WebAssembly, about 60 ms). Once per process, and only where statements are needed. */
export async function loadParser(): Promise<void> {
  if (parser !== undefined) return;
  const imported = await import("libpg-query");
  await imported.loadModule();
  parser = imported;
}

/**
 * Acts without the parser as far as it can do so: where it was asked for, all of it is done again, with the parser loaded.
 * What acts is to keep nothing of what it did.
 */
export async function withParserIfAsked<Result>(act: () => Result): Promise<Result> {
  const before = missed;
  try {
    const result = act();
    if (missed === before) return result;
  } catch (error) {
    if (missed === before) throw error;
  }
  await loadParser();
  return act();
}

/** @throws Error where it is not loaded */
function loaded(): typeof import("libpg-query") {
  if (parser !== undefined) return parser;
  missed++;
  throw new Error("loadParser() must be awaited before SQL is parsed");
}

/**
 * The statements of a SQL text as trees. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, a psql meta-command or COPY … FROM STDIN
 */
export function parseTrees(text: string): ParsedStatement[] {
  refuseClientSyntax(text);
  const parsed = withoutNesting(text);
  const offsetOf = byteToOffset(parsed);
  return (parse(parsed).stmts ?? []).map(({ stmt, stmt_location: first = 0, stmt_len: length }) => {
    const start = offsetOf(first);
    const end = length ? offsetOf(first + length) : endOfCode(text);
    return { ...trimmed(text, start, end), tree: stmt! };
  });
}

/**
 * The tree of a DO statement or CREATE FUNCTION in PL/pgSQL, as the parser gives it. `loadParser` must have been awaited before.
 * @throws Error for a syntax error
 */
export function parsePlpgsql(statement: string): unknown {
  return loaded().parsePlPgSQLSync(statement);
}

/** PostgreSQL's scanner takes the square of the time for comments in comments; blanks in their place are the same to it. */
function withoutNesting(text: string): string {
  if (text.split("/*").length <= mostComments) return text;
  return codeOnly(
    text,
    [...regions(text)].filter(({ kind }) => kind === "block-comment"),
  );
}

const mostComments = 1000;

function parse(text: string): ParseResult {
  if (codeOnly(text).trim() === "") return { version: 0, stmts: [] };
  const { parseSync } = loaded();
  try {
    return parseSync(text);
  } catch (error) {
    throw syntaxError(text, error);
  }
}

/** Where comments and blanks are all that is left: the end of a last statement without a semicolon. */
function endOfCode(text: string): number {
  let end = text.length;
  for (const region of [...regions(text)].toReversed()) {
    if (!isComment(region) || text.slice(region.end, end).trim() !== "") break;
    end = region.start;
  }
  return end;
}

function trimmed(text: string, from: number, to: number): Omit<ParsedStatement, "tree"> {
  const raw = text.slice(from, to);
  const statement = raw.trim();
  const start = from + raw.indexOf(statement);
  return { start, end: start + statement.length, text: statement };
}

/** The parser's error, at its place. Its cursor counts characters from 0. */
function syntaxError(text: string, error: unknown): SqlTextError {
  if (error instanceof RangeError) return tooDeep(text);
  if (!(error instanceof Error)) return tooLarge(text);
  const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition: number } };
  const offset = offsetOfCharacter(text, Math.max(0, sqlDetails?.cursorPosition ?? 0));
  return new SqlTextError(
    sentence(message),
    offset,
    "Fix the statement. If your server knows syntax that PostgreSQL 18 does not, add the line `-- pgmaestro: opaque`.",
  );
}

/** A parser whose memory ends exits, and throws what is no error. */
function tooLarge(text: string): SqlTextError {
  const megabytes = Math.ceil(Buffer.byteLength(text) / 1_000_000);
  return new SqlTextError(
    `The section is too large to be parsed: ${megabytes} MB of SQL`,
    Math.max(0, codeOnly(text).search(/\S/)),
    "Split it, load the data with COPY or a script, or add the line `-- pgmaestro: opaque`: the file is then sent as it is.",
  );
}

function tooDeep(text: string): SqlTextError {
  return new SqlTextError(
    "The statement is nested too deeply to be parsed, as a sum of ten thousand terms is",
    placeOfOverflow(text),
    "Write it as a list, such as IN or VALUES, or add the line `-- pgmaestro: opaque`: the file is then sent as it is.",
  );
}

/** The statement at which the parser overflows, which says no place itself. */
function placeOfOverflow(text: string): number {
  const code = codeOnly(text);
  let start = 0;
  for (const { index: end } of [...code.matchAll(/;|$/g)]) {
    if (overflows(text.slice(start, end))) return start + code.slice(start).search(/\S/);
    start = end + 1;
  }
  return 0;
}

function overflows(statement: string): boolean {
  try {
    parser!.parseSync(statement);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
