import { offsetOfCharacter } from "../sql/text/index.ts";

const separator = "\n;\n";

/**
 * Statements as one text for the simple protocol. The separator stands on a line of its own, so that a
 * statement may end in a line comment.
 */
export function joinStatements(statements: readonly string[]): string {
  return statements.join(separator);
}

/** A place in one of several statements. */
export interface StatementPlace {
  /** The index of the statement. */
  readonly statement: number;
  /** UTF-16 offset in it. */
  readonly offset: number;
}

/**
 * The statement that a server's error position is in. The server parses a message before it runs any of it, so that an
 * error of its grammar may be in a statement far behind the one whose turn it is.
 * @param position in characters from 1, over the whole message
 * @returns undefined where the position is in none of the statements
 */
export function placeOfPosition(
  statements: readonly string[],
  position: string,
): StatementPlace | undefined {
  let offset = offsetOfCharacter(joinStatements(statements), Number(position) - 1);
  for (const [statement, text] of statements.entries()) {
    if (offset <= text.length) return offset < 0 ? undefined : { statement, offset };
    offset -= text.length + separator.length;
  }
  return undefined;
}
