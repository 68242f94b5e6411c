import { codeOnly } from "./regions.ts";
import { SqlTextError } from "./sql-text-error.ts";

/**
 * Refuses what psql understands and no server does.
 * @throws SqlTextError at the first psql meta-command or COPY … FROM STDIN
 */
export function refuseClientSyntax(text: string): void {
  const code = codeOnly(text);
  const [first] = [metaCommand(code), copyFromStdin(code)]
    .filter((found) => found !== undefined)
    .toSorted((a, b) => a.offset - b.offset);
  if (first !== undefined) throw first;
}

function metaCommand(code: string): SqlTextError | undefined {
  const line = /^[^\S\r\n]*\\/m.exec(code);
  return line === null
    ? undefined
    : new SqlTextError(
        "A psql meta-command",
        line.index + line[0].length - 1,
        "Only psql knows these. Write what it does as SQL, or take it out.",
      );
}

function copyFromStdin(code: string): SqlTextError | undefined {
  const copy = /\bcopy\b[^;]*?\bfrom\s+stdin\b/i.exec(code);
  return copy === null
    ? undefined
    : new SqlTextError(
        "COPY … FROM STDIN",
        copy.index,
        "A migration has no input stream. Write the rows as INSERT … VALUES.",
      );
}
