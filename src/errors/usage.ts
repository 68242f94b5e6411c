import { PgmaestroError } from "./base.ts";

/** A setting that is missing, malformed or contradicts another. */
export class ConfigurationError extends PgmaestroError {
  readonly code = "configuration";
  readonly kind = "usage";
}

/** A request that makes no sense, such as `down 0`. */
export class InvalidRequestError extends PgmaestroError {
  readonly code = "invalid-request";
  readonly kind = "usage";
}

/** A name that no migration bears. */
export class UnknownMigrationError extends PgmaestroError {
  readonly code = "unknown-migration";
  readonly kind = "usage";
  readonly migration: string;
  /** The names closest to it, the closest first. */
  readonly suggestions: readonly string[];

  constructor(migration: string, suggestions: readonly string[]) {
    super(
      `There is no migration "${migration}"`,
      suggestions.length > 0
        ? `Did you mean ${suggestions.join(" or ")}?`
        : "`pgmaestro status` lists the names.",
    );
    this.migration = migration;
    this.suggestions = suggestions;
  }

  override facts(): Record<string, unknown> {
    return { migration: this.migration, suggestions: this.suggestions };
  }
}
