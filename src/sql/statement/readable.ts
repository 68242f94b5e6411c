import {
  blankedOut,
  nameOfToken,
  refusedSpan,
  type Span,
  SqlTextError,
  tokens,
} from "../text/index.ts";
import { parseStatements, type Statement } from "./statements.ts";

/** The statements of a text that the parser reads, and those that it refuses. */
export interface ReadableStatements {
  readonly statements: readonly Statement[];
  readonly refused: readonly RefusedStatement[];
}

/** A statement that nobody can read. */
export interface RefusedStatement {
  readonly error: SqlTextError;
  /** The statement as far as it can be told apart from the others. */
  readonly text: string;
}

/** With more of them a text is in another dialect, and what is behind them is read by nobody. */
const most = 20;
/** Longer texts are not parsed again and again. */
const longest = 1_000_000;

/**
 * The statements of a text of which some may be refused, which take no other along. `loadParser` must have been awaited before.
 * @param known what is wrong with the text already
 */
export function readableStatements(
  text: string,
  known: readonly SqlTextError[] = [],
): ReadableStatements {
  const refused: RefusedStatement[] = [];
  let rest = text;
  const leaveOut = (error: SqlTextError) => {
    const isLast = refused.length + 1 >= most || text.length > longest;
    const span = leftOut(rest, error, isLast);
    refused.push({ error, text: rest.slice(span.start, span.end) });
    rest = blankedOut(rest, span);
  };
  known.forEach(leaveOut);
  for (;;) {
    try {
      return { statements: parseStatements(rest), refused };
    } catch (error) {
      if (!(error instanceof SqlTextError)) throw error;
      leaveOut(error);
    }
  }
}

/** @param isLast whether all that follows is left out, too */
function leftOut(text: string, { offset }: SqlTextError, isLast: boolean): Span {
  const { start, end } = refusedSpan(text, offset);
  if (text.slice(start, end).trim() === "") return { start: 0, end: text.length };
  return { start, end: isLast ? text.length : end };
}

/** The names and words in a statement that cannot be read: what it makes and changes is among them. */
export function wordsOfRefused({ text }: Pick<RefusedStatement, "text">): ReadonlySet<string> {
  const words = tokens(text).filter(({ kind }) => kind === "word" || kind === "quoted");
  return new Set(words.map(nameOfToken));
}
