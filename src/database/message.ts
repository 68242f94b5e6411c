import { offsetOfCharacter } from "../sql/text/index.ts";

const separator = "\n;\n";

/**
 * Statements as one text for the simple protocol. The separator stands on a line of its own, so that a
 * statement may end in a line comment.
 */
export function joinStatements(statements: readonly string[]): string {
  return statements.join(separator);
}

/**
 * The place of a server's error position within the statement it belongs to.
 * @param position in characters from 1, over the whole message; undefined where the server named none
 * @returns UTF-16 offset in `statements[index]`, or undefined where the position is not in it
 */
export function offsetInStatement(
  statements: readonly string[],
  index: number,
  position: string | undefined,
): number | undefined {
  if (position === undefined) return undefined;
  const offset = offsetOfCharacter(joinStatements(statements), Number(position) - 1);
  let start = 0;
  for (const statement of statements.slice(0, index)) start += statement.length + separator.length;
  const within = offset - start;
  return within >= 0 && within <= statements[index]!.length ? within : undefined;
}
