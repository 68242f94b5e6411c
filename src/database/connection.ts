import { asServerError, messageOf, type ServerError } from "../errors/index.ts";

/**
 * The narrow way in which everything here talks to a database. One session, one caller at a time.
 * Implemented over `pg` (server.ts) and over PGlite (embedded.ts).
 */
export interface Connection {
  readonly kind: "server" | "embedded";
  /** What to call the target in messages; no password in it. */
  readonly target: string;
  /** The server process of this session, as `pg_stat_activity` names it; absent where there is none. */
  readonly backendPid?: number | undefined;
  /** What was set for a borrowed session, or one on a scratch database; absent where the session is like new. */
  readonly owner?: OwnerSettings;
  /**
   * Runs one of our own statements.
   * @returns the rows by column name
   * @throws StatementError | LostConnection
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /**
   * Sends statements as one message of the simple protocol; where there is no network, one by one.
   * Several must begin with BEGIN and end with COMMIT, so that both ways mean the same.
   * After an error a transaction that these statements began is rolled back; one begun before them is
   * still open, and failed.
   * Source: PostgreSQL manual, 54.2.2 "Simple Query".
   * @param statements one statement each, without semicolons
   * @throws StatementError | LostConnection
   */
  run(statements: readonly string[], watch?: RunWatch): Promise<void>;
  /**
   * Sends a text as one message of the simple protocol, and gives what each of its statements answers.
   * @throws StatementError | LostConnection
   */
  answers(text: string): Promise<Answer[]>;
  /** A query as the driver takes it, with the driver's own result: for the code of migrations. */
  raw(...query: unknown[]): Promise<any>;
  /** Whether a transaction is open, begun by whomever. */
  inTransaction(): Promise<boolean>;
  /** Asks the server to stop what this connection is running, until it has; the statement then fails with 57014. */
  cancel(): Promise<void>;
  /** Lets go of the server without waiting for it: what it was sent it may finish all the same. */
  abandon(reason: string): void;
}

/** What the server answers to a statement. */
export interface Answer {
  /** The first word of its command tag: INSERT. Source: PostgreSQL manual, 54.7, CommandComplete. */
  readonly command: string;
  /** The number in that tag, where there is one. */
  readonly count: number | null;
  readonly columns: readonly { readonly name: string; /** Its oid. */ readonly type: number }[];
  /** Values as text. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Statements that set again, after a RESET, what was set for a session before it ran migrations. */
export interface OwnerSettings {
  readonly role: readonly string[];
  readonly settings: readonly string[];
}

/** Who follows a `run`. The first argument is the index of the statement. */
export interface RunWatch {
  /** Whether statements of migrations are among them, which may take long. */
  readonly mayTakeLong?: boolean;
  /** @param rows how many it has changed, where its command tag says so */
  completed?(statement: number, rows?: number): void;
  /** A row that a statement returned, its values as text. */
  row?(statement: number, values: readonly (string | null)[]): void;
  /** A promise, where the server is to wait until it is kept. */
  notice?(statement: number, notice: Notice): Promise<void> | undefined | void;
}

/** What the server says beside results. Source: manual, 54.8. */
export interface Notice {
  /** NOTICE, WARNING, INFO, LOG or DEBUG. */
  readonly severity: string;
  readonly message: string;
  readonly sqlState: string | undefined;
  /** Absent where there is none. */
  readonly detail?: string;
}

/** The server refused a statement. */
export class StatementError extends Error {
  readonly server: ServerError;
  /** Which of the statements of a `run`. */
  readonly statement: number;
  /** Where in that statement, in UTF-16 units; absent where the server names no place. */
  readonly offset: number | undefined;

  constructor(server: ServerError, statement: number, offset: number | undefined, cause: unknown) {
    super(server.message, { cause });
    this.name = "StatementError";
    this.server = server;
    this.statement = statement;
    this.offset = offset;
  }
}

/** Anything that went wrong in a migration's own code, as if the server had refused a statement. */
export function asStatementError(error: unknown): Error {
  if (error instanceof StatementError || error instanceof LostConnection) return error;
  if (hasErrorFields(error)) return new StatementError(serverError(error), 0, undefined, error);
  return new StatementError(asServerError(messageOf(error)), 0, undefined, error);
}

/** The session is gone: the server or the network ended it. */
export class LostConnection extends Error {
  /** How many statements of a `run` were known to be done. */
  readonly completed: number;

  constructor(reason: string, completed: number, cause: unknown) {
    super(reason, { cause });
    this.name = "LostConnection";
    this.completed = completed;
  }
}

/** The error fields of the protocol, as `pg` and PGlite both name them. */
export interface ErrorFields {
  readonly message: string;
  readonly severity?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly where?: string | undefined;
  readonly internalQuery?: string | undefined;
  readonly position?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
}

/** An error or notice of the server; anything else is trouble on our side of the wire. */
export function hasErrorFields(error: unknown): error is ErrorFields {
  return error instanceof Error && typeof (error as { severity?: unknown }).severity === "string";
}

export function serverError(fields: ErrorFields): ServerError {
  const { message, code, detail, hint, where, internalQuery: query } = fields;
  const { schema, table, column, constraint } = fields;
  const what = { schema, table, column, constraint };
  return { message, sqlState: code, detail, hint, where, ...(query && { query }), ...what };
}
