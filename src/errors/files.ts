import { argumentsOf, formatLocation, listNames, PgmaestroError, type Location } from "./base.ts";

/** A migrations directory that cannot be read. */
export class MigrationsDirectoryError extends PgmaestroError {
  readonly code = "migrations-directory";
  readonly kind = "usage";
  readonly directory: string;

  constructor(directory: string, problem: string, hint: string, cause?: unknown) {
    super(`${problem}: ${directory}`, hint, cause);
    this.directory = directory;
  }

  override facts(): Record<string, unknown> {
    return { directory: this.directory };
  }
}

/** What makes a file unreadable: bytes that are no text, a quote or comment that never ends, transactions that cannot be followed. */
export type TextProblem = "encoding" | "unterminated" | "transaction-control";

/** A migration file that is refused before anything runs. */
export class MigrationFileError extends PgmaestroError {
  readonly code = "migration-file";
  readonly kind = "failed";
  readonly location: Location;
  /** The whole text, for a frame around the place; absent where the file is not text. */
  readonly source: string | undefined;
  /** The message without the place. */
  readonly problem: string;
  /** What kind of problem it is, where somebody asks. */
  readonly reason: TextProblem | undefined;
  /** The same for other files that are refused as well. */
  readonly others: readonly MigrationFileError[];

  constructor(
    problem: string,
    location: Location,
    hint: string,
    source?: string,
    cause?: unknown,
    reason?: TextProblem,
    others: readonly MigrationFileError[] = [],
  ) {
    super(`${formatLocation(location)}: ${problem}`, hint, cause);
    this.others = others;
    this.problem = problem;
    this.reason = reason;
    this.location = location;
    this.source = source;
  }

  /** One error for several files: the first, with the others in it. */
  static ofAll(errors: readonly [MigrationFileError, ...MigrationFileError[]]): MigrationFileError {
    const [{ problem, location, hint, source, cause, reason }, ...others] = errors;
    if (others.length === 0) return errors[0];
    return new MigrationFileError(problem, location, hint!, source, cause, reason, others);
  }

  override facts(): Record<string, unknown> {
    const others = this.others.map(({ location, problem }) => ({ location, message: problem }));
    return { location: this.location, ...(others.length > 0 && { others }) };
  }
}

/** A rollback was asked of a migration that has no down section. */
export class NoDownSectionError extends PgmaestroError {
  readonly code = "no-down-section";
  readonly kind = "failed";
  readonly migrations: readonly string[];

  constructor(migrations: readonly string[]) {
    super(
      `No down section: ${listNames(migrations)}`,
      "Write it below a line `-- Down Migration`, or into a file NAME.down.sql beside NAME.up.sql; where there is nothing to undo, leave it empty. Nothing was rolled back.",
    );
    this.migrations = migrations;
  }

  override facts(): Record<string, unknown> {
    return { migrations: this.migrations };
  }
}

/** Files that `create` made and nobody has written anything into yet. */
export class UnwrittenMigrationError extends PgmaestroError {
  readonly code = "unwritten-migration";
  readonly kind = "failed";
  readonly files: readonly string[];

  constructor(files: readonly string[]) {
    super(
      `Nothing is written yet in ${listNames(files)}`,
      "Write what it is to do, or remove the file. Nothing was run.",
    );
    this.files = files;
  }

  override facts(): Record<string, unknown> {
    return { files: this.files };
  }
}

/** A migration that says it cannot be rolled back, and why. */
export interface IrreversibleMigration {
  readonly name: string;
  readonly reason: string;
}

/** A rollback was asked of migrations that say they are irreversible. */
export class IrreversibleError extends PgmaestroError {
  readonly code = "irreversible";
  readonly kind = "failed";
  readonly migrations: readonly IrreversibleMigration[];

  constructor(migrations: readonly IrreversibleMigration[]) {
    const reasons = migrations.map(({ name, reason }) => `${name} (${reason})`);
    super(
      `Irreversible: ${listNames(reasons)}`,
      `Write a new migration that puts right what is wrong; where only the history is to change, \`pgmaestro mark --unmark ${argumentsOf(migrations.map(({ name }) => name))}\`. Nothing was rolled back.`,
    );
    this.migrations = migrations;
  }

  override facts(): Record<string, unknown> {
    return { migrations: this.migrations };
  }
}

/** A migration, or a baseline, that was to be written does not do what it should, so it is not. */
export class DraftRefusedError extends PgmaestroError {
  readonly code = "draft-refused";
  readonly kind = "failed";
  /** What stands against it: objects that it does not bring to where they should be, or migrations. */
  readonly objects: readonly string[];

  constructor(
    reason: string,
    objects: readonly string[] = [],
    hint = "Write it by hand; `pgmaestro drift` shows the differences, and what SQL there is.",
    what: "migration" | "baseline" | "schema file" = "migration",
  ) {
    const which = objects.length === 0 ? "" : `: ${listNames(objects)}`;
    super(`No ${what} is written, since ${reason}${which}`, hint);
    this.objects = objects;
  }

  override facts(): Record<string, unknown> {
    return { objects: this.objects };
  }
}
