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

const control =
  /(?:^|;)\s*(begin(?!\s+atomic)|start\s+transaction|commit|rollback(?!\s+to|\s+(?:work|transaction)\s+to)|abort|prepare\s+transaction)\b/i;

/**
 * Refuses transaction control in a text that is not parsed.
 * @throws SqlTextError at the first statement that begins or ends a transaction
 */
export function refuseTransactionControl(text: string): void {
  const found = control.exec(codeOnly(text));
  if (found === null) return;
  const command = found[1]!;
  throw transactionControl(command.toUpperCase(), found.index + found[0].length - command.length);
}

/** Transaction control belongs to the tool. */
export function transactionControl(command: string, offset: number): SqlTextError {
  return new SqlTextError(
    `${command} in a migration`,
    offset,
    "The tool begins and ends transactions, so that a migration and its record are one. Take it out; " +
      "where the statements must not share a transaction, add the line `-- pgmaestro: no-transaction`.",
  );
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
