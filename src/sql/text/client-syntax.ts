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
  throw transactionControl(
    "unfollowed",
    command.toUpperCase().replaceAll(/\s+/g, " "),
    found.index + found[0].length - command.length,
  );
}

/** Why transaction control in a migration is refused. */
export type ControlProblem =
  /** It takes back what is to be recorded as done. */
  | "rollback"
  /** PREPARE TRANSACTION and its like: the transaction ends outside of the run. */
  | "two-phase"
  /** BEGIN in a block that is open. */
  | "begun"
  /** COMMIT without BEGIN. */
  | "not-begun"
  /** BEGIN without COMMIT. */
  | "unclosed"
  /** A command that PostgreSQL refuses in a transaction stands in a block. */
  | "outside"
  /** In a text that nobody follows: it is not parsed, or made while the transaction runs. */
  | "unfollowed";

/** @param command as it is written */
export function transactionControl(
  problem: ControlProblem,
  command: string,
  offset: number,
): SqlTextError {
  const [what, hint] = controlWords[problem];
  return new SqlTextError(what(command), offset, hint, "transaction-control");
}

const controlWords: Readonly<
  Record<ControlProblem, readonly [what: (command: string) => string, hint: string]>
> = {
  rollback: [
    (command) => `${command} in a migration`,
    "It would be recorded as applied, though what it did is taken back. Take it out; ROLLBACK TO a savepoint is fine.",
  ],
  "two-phase": [
    (command) => `${command} in a migration`,
    "A transaction that somebody else is to end cannot be recorded. Take it out.",
  ],
  begun: [
    (command) => `${command} inside a transaction that has begun already`,
    "Write COMMIT before it, or take it out; a SAVEPOINT can stand inside a transaction.",
  ],
  "not-begun": [
    (command) => `${command} without BEGIN`,
    "Write BEGIN before the statements that it ends, or take it out: the tool commits at the end.",
  ],
  unclosed: [
    (command) => `${command} without COMMIT`,
    "Write COMMIT behind the statements that belong together, or take it out: the tool begins and ends transactions.",
  ],
  outside: [
    (command) => `${command} between BEGIN and COMMIT, where PostgreSQL refuses it`,
    "Move it before BEGIN or behind COMMIT: it then runs by itself.",
  ],
  unfollowed: [
    (command) => `${command} in a migration`,
    "The tool begins and ends transactions, so that a migration and its record are one. Take it out.",
  ],
};

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

/**
 * A schema as `pg_dump` writes it, with blanks in the place of psql's commands, so that offsets stay.
 * @throws SqlTextError for COPY … FROM STDIN, whose rows stand as bare text, and for commands that do something to a schema
 */
export function withoutClientCommands(text: string): string {
  const code = codeOnly(text);
  refuseRows(code);
  let rest = text;
  for (const { 0: line, 1: command, index } of code.matchAll(/^\\(\S*).*$/gm)) {
    if (!harmless.has(command!)) throw clientCommand(command!, index);
    rest = `${rest.slice(0, index)}${" ".repeat(line.length)}${rest.slice(index + line.length)}`;
  }
  return rest;
}

/** They say where psql sends what follows, and how it shows that. */
const harmless: ReadonlySet<string> = new Set([
  ...["restrict", "unrestrict", "connect", "c", "encoding"],
  ...["echo", "set", "pset", "timing"],
]);

function refuseRows(code: string): void {
  const copy = /^copy\b[^;]*\bfrom\s+stdin\b/im.exec(code);
  if (copy === null) return;
  throw new SqlTextError(
    "COPY … FROM STDIN in a schema file",
    copy.index,
    "A schema file holds no rows: `pg_dump --schema-only` writes one.",
  );
}

function clientCommand(command: string, offset: number): SqlTextError {
  return new SqlTextError(
    `The psql command \\${command}`,
    offset,
    "Only psql knows it. Write what it does as SQL, or take it out.",
  );
}
