import { type ErrorKind, formatLocation, PgmaestroError, type Location } from "./base.ts";

/** What the server said of an error. Source: PostgreSQL manual, 54.8 "Error and Notice Message Fields". */
export interface ServerError {
  readonly message: string;
  /** SQLSTATE; manual, Appendix A. */
  readonly sqlState: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** The call stack inside functions, innermost first. */
  readonly where: string | undefined;
  /** What a function ran when it failed, where the server names a place in that, as of a syntax error in EXECUTE. */
  readonly query?: string | undefined;
  /** The table that it is about, where the server names one. */
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  /** The column of that table. */
  readonly column?: string | undefined;
  /** The constraint that is violated. */
  readonly constraint?: string | undefined;
}

/** What no server said, in the form in which it would. */
export function asServerError(
  message: string,
  said: Partial<Pick<ServerError, "sqlState" | "detail" | "hint">> = {},
): ServerError {
  const unsaid = { sqlState: undefined, detail: undefined, hint: undefined, where: undefined };
  return { message, ...unsaid, ...said };
}

/** The database could not be reached or would not let us in. */
export class ConnectionFailedError extends PgmaestroError {
  readonly code = "connection-failed";
  readonly kind = "failed";
  /** The target without its password. */
  readonly target: string;

  constructor(target: string, reason: string, hint: string, cause?: unknown) {
    super(`Cannot connect to ${target}: ${reason}`, hint, cause);
    this.target = target;
  }

  override facts(): Record<string, unknown> {
    return { target: this.target };
  }
}

/** A statement of ours, not of a migration, that the server refused: mostly missing rights. */
export class DatabaseError extends PgmaestroError {
  readonly code = "database";
  readonly kind = "failed";
  readonly server: ServerError;

  constructor(doing: string, server: ServerError, hint?: string) {
    super(`${doing}: ${server.message}`, hint ?? server.hint);
    this.server = server;
  }

  override facts(): Record<string, unknown> {
    return { server: this.server };
  }
}

/** The connection was lost outside of any migration. */
export class ConnectionLostError extends PgmaestroError {
  readonly code = "connection-lost";
  readonly kind = "failed";
}

/** A migration in one direction: `redo` takes the same one down and up. */
export interface DirectedMigration {
  readonly name: string;
  readonly direction: "up" | "down";
}

/** What a run that did not finish leaves behind; each migration is, in each direction, in one list. */
export interface RunReport {
  /** Done and recorded before the failure; they stay. */
  readonly done: readonly DirectedMigration[];
  /** Not done, or rolled back. */
  readonly notDone: readonly DirectedMigration[];
  /** The connection was lost before the server confirmed: look with `status`. */
  readonly inDoubt: readonly DirectedMigration[];
  /** Done in part outside a transaction: the migration and how many of its statements stay. */
  readonly partial?: DirectedMigration & {
    readonly statements: number;
    readonly of: number;
  };
}

/** The report of a run that ended before it did anything. */
export const nothingDone: RunReport = { done: [], notDone: [], inDoubt: [] };

/** A migration failed. */
export class MigrationFailedError extends PgmaestroError {
  readonly code: string = "migration-failed";
  readonly kind: ErrorKind = "failed";
  readonly migration: string;
  readonly direction: "up" | "down";
  /** The place of the error, or the beginning of the statement where the server names no place. */
  readonly location: Location;
  /** The statement's text as sent. */
  readonly statement: string | undefined;
  readonly server: ServerError;
  readonly report: RunReport;
  /** The whole file, for a frame around the place. */
  readonly source: string;

  constructor(facts: MigrationFailure, report: RunReport) {
    super(
      `${formatLocation(facts.location)}: ${facts.server.message}`,
      facts.hint ?? facts.server.hint,
    );
    this.migration = facts.migration;
    this.direction = facts.direction;
    this.location = facts.location;
    this.statement = facts.statement;
    this.server = facts.server;
    this.source = facts.source;
    this.report = report;
  }

  override facts(): Record<string, unknown> {
    const { migration, direction, location, statement, server, report } = this;
    return { migration, direction, location, statement, server, report };
  }
}

/** On a scratch database a backfill gave other rows batch by batch than its statement gives at once. */
export class BackfillDiffersError extends MigrationFailedError {
  override readonly code = "backfill-differs";

  constructor(failure: Omit<MigrationFailure, "server" | "hint">, table: string) {
    const message = `batch by batch this gives other rows in ${table} than at once`;
    const hint =
      "It may call functions, or fire triggers, that read what it changes. Take the directive out, or rewrite the statement.";
    super({ ...failure, server: asServerError(message), hint }, nothingDone);
  }
}

/** A migration that is applied to a target does not run on a scratch database. Nothing happened to the target. */
export class ReplayFailedError extends PgmaestroError {
  readonly code = "replay-failed";
  readonly kind = "failed";
  readonly failure: MigrationFailedError;

  constructor(failure: MigrationFailedError) {
    super(
      `On a scratch database ${failure.migration} does not run: ${failure.message}`,
      failure.hint ??
        "The target had something that neither the migrations make nor an empty database has. --scratch names a server that has it.",
      failure,
    );
    this.failure = failure;
  }

  override facts(): Record<string, unknown> {
    const { report: _, ...facts } = this.failure.facts();
    return facts;
  }
}

/** A migration that does not hold what `verify` asks of it, as a test found out. */
export class RoundTripError extends PgmaestroError {
  readonly code = "round-trip-failed";
  readonly kind = "failed";
  readonly migration: string;
  /** What `verify` says of it. */
  readonly report: string;

  constructor(migration: string, report: string) {
    super(`The round trip of ${migration} fails\n\n${report}`);
    this.migration = migration;
    this.report = report;
  }

  override facts(): Record<string, unknown> {
    return { migration: this.migration, report: this.report };
  }
}

/** What `MigrationFailedError` says about the place of a failure. */
export interface MigrationFailure {
  readonly migration: string;
  readonly direction: "up" | "down";
  readonly location: Location;
  readonly statement: string | undefined;
  readonly server: ServerError;
  readonly source: string;
  readonly hint?: string | undefined;
}

/** A run ended early for a reason outside the migrations: a lost connection, or a request to stop. */
export class RunInterruptedError extends PgmaestroError {
  readonly code = "run-interrupted";
  readonly kind = "failed";
  readonly report: RunReport;

  constructor(reason: string, report: RunReport, cause?: unknown, hint?: string) {
    super(
      reason,
      hint ??
        (report.inDoubt.length > 0
          ? "Whether the server committed is not known: `pgmaestro status` shows it; then run again."
          : "Run again: what is recorded is done, and the rest will be."),
      cause,
    );
    this.report = report;
  }

  override facts(): Record<string, unknown> {
    return { report: this.report };
  }
}

/** What `InDoubtError` says about the place where a run was cut off. */
export interface Doubt {
  readonly migration: string;
  readonly direction: "up" | "down";
  /** A statement of the file, one that it no longer has, or the function of a JS or TS migration. */
  readonly what: "statement" | "former-statement" | "function";
  readonly location: Location | undefined;
  readonly statement: string | undefined;
  /** The whole file, for a frame around the place. */
  readonly source: string | undefined;
}

/** An earlier run was cut off in something outside a transaction of which nothing says how much is done. Nothing was run. */
export class InDoubtError extends PgmaestroError {
  readonly code = "in-doubt";
  readonly kind = "failed";
  readonly doubt: Doubt;
  readonly report: RunReport;

  constructor(doubt: Doubt, report: RunReport) {
    super(messageOf(doubt), wayOut(doubt));
    this.doubt = doubt;
    this.report = report;
  }

  override facts(): Record<string, unknown> {
    const { source: _, ...doubt } = this.doubt;
    return { ...doubt, report: this.report };
  }
}

function messageOf({ migration, what, location }: Doubt): string {
  const place = location === undefined ? "" : `${formatLocation(location)}: `;
  const where = {
    statement: "in this statement",
    "former-statement": "in a statement that the file no longer has",
    function: "in the function of this migration",
  }[what];
  return `${place}An earlier run of ${migration} was cut off ${where}, and how much of it is done is not known`;
}

function wayOut({ migration, direction, what }: Doubt): string {
  const skip = `, \`${direction} --in-doubt skip\` takes it for done and goes on behind it`;
  const mark = direction === "up" ? "mark" : "mark --unmark";
  return `Look at what it changes in the database. Then \`pgmaestro ${direction} --in-doubt run\` runs it again${what === "statement" ? skip : ""}, and \`pgmaestro ${mark} ${migration}\` records the migration as ${direction === "up" ? "applied" : "not applied"}.`;
}

/** No scratch database can be made on the server that was named for it. */
export class ScratchRefusedError extends PgmaestroError {
  readonly code = "scratch-refused";
  readonly kind = "usage";
  /** The server without its password. */
  readonly target: string;

  constructor(target: string, user: string) {
    super(
      `User "${user}" may not create scratch databases on ${target}`,
      "Let a superuser give the right (ALTER ROLE … CREATEDB), name another server, or none: then an embedded database is used.",
    );
    this.target = target;
  }

  override facts(): Record<string, unknown> {
    return { target: this.target };
  }
}
