import { codeOnly, isComment, regions } from "../sql/text/index.ts";

/** A text without its comments, the offsets kept. */
export function withoutComments(text: string): string {
  return codeOnly(text, [...regions(text)].filter(isComment));
}

/** A statement with a semicolon at its end, for tools that need none there. */
export function terminated(statement: string): string {
  const code = withoutComments(statement).trimEnd();
  if (code === "" || code.endsWith(";")) return statement;
  return `${statement.slice(0, code.length)};${statement.slice(code.length)}`;
}
