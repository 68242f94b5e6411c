import { type Connection, StatementError } from "../database/index.ts";
import { MigrationFileError } from "../errors/index.ts";
import { locating } from "../migrations/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { isSetting, schemaStatements, type Statement } from "../sql/statement/index.ts";
import { withRoles } from "./roles.ts";

/** A schema as a file of statements. */
export interface SchemaFile {
  readonly file: string;
  readonly text: string;
}

/** Whether pg_dump wrote it: its owners are those of the server that it was made on. */
export function isDump({ text }: SchemaFile): boolean {
  return /^-- PostgreSQL database dump$/m.test(text);
}

/**
 * Makes a schema on an empty scratch database, and leaves the session as it was. Where the database is embedded,
 * roles that the file names are made.
 * @throws MigrationFileError at the place in the file
 */
export async function loadSchemaFile(
  connection: Connection,
  { file, text }: SchemaFile,
): Promise<void> {
  const statements = locating(file, text, () => schemaStatements(text));
  for (const statement of statements) {
    try {
      await withRoles(connection, [], () => connection.run([statement.text]));
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      if (!isHarmless(error, statement)) throw failed(error, statement, { file, text });
    }
  }
  await connection.run(["RESET SESSION AUTHORIZATION"]);
  await connection.run(["RESET ALL"]);
}

/** A setting that this release does not know; schema `public`, which is there (duplicate_schema). */
function isHarmless({ server }: StatementError, statement: Statement): boolean {
  const { text } = statement;
  return (
    isSetting(statement) ||
    (server.sqlState === "42P06" && /^create\s+schema\s+"?public\b/i.test(text))
  );
}

function failed(
  error: StatementError,
  { start }: Statement,
  { file, text }: SchemaFile,
): MigrationFileError {
  return new MigrationFileError(
    error.server.message,
    { file, ...lineColumn(text, start + (error.offset ?? 0)) },
    error.server.hint ??
      "The file must make its schema in an empty database; --scratch names a server that has what it needs.",
    text,
    error,
  );
}

/** What the head of a schema file says. */
export interface SchemaFileHead {
  /** The last migration that is in it. */
  readonly upTo: string | undefined;
  /** Tables in which its migrations leave rows. */
  readonly rows: readonly string[];
  /** What the database has besides, and is not in it. */
  readonly undescribed: readonly string[];
}

/** Statements as a schema file, those of one object together. Nothing in it depends on when or where it is written. */
export function schemaFileText(
  statements: readonly { readonly sql: string; readonly group: string }[],
  { upTo, rows, undescribed }: SchemaFileHead,
): string {
  const head = [
    "-- Written by `pgmaestro dump`, not by hand.",
    ...(upTo === undefined ? [] : [`-- Up to: ${upTo}`]),
    ...(rows.length === 0 ? [] : [`-- Without the rows of: ${rows.join(", ")}`]),
    ...(undescribed.length === 0 ? [] : [`-- Not in it: ${undescribed.join(", ")}`]),
  ];
  const body = statements.map(({ sql, group }, index) => {
    const before = statements[index - 1];
    const isClose = before?.group === group && !`${before.sql}${sql}`.includes("\n");
    return `${isClose ? "" : "\n"}${sql};\n`;
  });
  return `${head.join("\n")}\n${body.join("")}`;
}

/** The last migration that a schema file says is in it. */
export function lastMigrationIn(text: string): string | undefined {
  return /^-- Up to: (.+)$/m.exec(text)?.[1];
}
