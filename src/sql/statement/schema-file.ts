import { codeOnly } from "../text/index.ts";
import { SqlTextError } from "../text/index.ts";
import { parseStatements } from "./statements.ts";

/** One statement of a schema file. Offsets are UTF-16 units. */
export interface SchemaStatement {
  readonly text: string;
  readonly start: number;
  /** Whether it is a setting of the session, which a server of another release may not know. */
  readonly isSetting: boolean;
}

/**
 * The statements of a schema as `pg_dump --schema-only` writes it. Those of psql's commands that say nothing of
 * the schema are passed over, and so is transaction control. `loadParser` must have been awaited before.
 * @throws SqlTextError for a syntax error, for COPY … FROM STDIN, and for other commands of psql
 */
export function schemaStatements(text: string): SchemaStatement[] {
  refuseCopy(text);
  return parseStatements(withoutMetaCommands(text)).flatMap(({ text: sql, start, actions }) =>
    actions.some(({ kind }) => kind === "transaction")
      ? []
      : [
          {
            text: sql,
            start,
            isSetting: actions.every((one) => one.kind === "set" && !one.byFunction),
          },
        ],
  );
}

/** Rows stand as bare text between the statements, so that nothing after them can be read. */
function refuseCopy(text: string): void {
  const copy = /^copy\b[^;]*\bfrom\s+stdin\b/im.exec(codeOnly(text));
  if (copy === null) return;
  throw new SqlTextError(
    "COPY … FROM STDIN in a schema file",
    copy.index,
    "A schema file holds no rows: `pg_dump --schema-only` writes one.",
  );
}

/** Blanks take the place of psql's commands, so that offsets stay. */
function withoutMetaCommands(text: string): string {
  let rest = text;
  for (const { 0: line, 1: command, index } of codeOnly(text).matchAll(/^\\(\S*).*$/gm)) {
    if (!harmless.has(command!)) throw metaCommand(command!, index);
    rest = `${rest.slice(0, index)}${" ".repeat(line.length)}${rest.slice(index + line.length)}`;
  }
  return rest;
}

const harmless = new Set(["restrict", "unrestrict", "echo", "set", "encoding", "pset", "timing"]);

function metaCommand(command: string, offset: number): SqlTextError {
  return new SqlTextError(
    `The psql command \\${command}`,
    offset,
    "Only psql knows it. Write what it does as SQL, or take it out.",
  );
}
