import { formatLocation, PgmaestroError, type Location } from "./base.ts";

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

/**
 * A protected target that is to be used for what is never done there.
 * @param reason what protects it
 * @param because what is not for such a one
 */
export function protectedTarget(
  target: string,
  reason: string,
  because: string,
): InvalidRequestError {
  return new InvalidRequestError(
    `${target} is protected (${reason}), and ${because}`,
    "Name a database that is not protected.",
  );
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

/** What is missing, and what for. */
export interface MissingPackage {
  /** The package's name on npm. */
  readonly package: string;
  /** The version that fits. */
  readonly version: string | undefined;
  /** What needs it. */
  readonly purpose: string;
  /** What does without it. */
  readonly instead?: string;
  /** The file that needs it. */
  readonly location?: Location | undefined;
}

/** A package that is installed only on request is needed, and not there. */
export class MissingPackageError extends PgmaestroError {
  readonly code = "missing-package";
  readonly kind = "usage";
  readonly package: string;
  readonly purpose: string;
  readonly location: Location | undefined;

  constructor(missing: MissingPackage, cause?: unknown) {
    const place = missing.location === undefined ? "" : `${formatLocation(missing.location)}: `;
    super(
      `${place}The package ${missing.package} is not installed; ${missing.purpose} needs it`,
      hintFor(missing),
      cause,
    );
    this.package = missing.package;
    this.purpose = missing.purpose;
    this.location = missing.location;
  }

  override facts(): Record<string, unknown> {
    const { package: name, purpose, location } = this;
    return { package: name, purpose, ...(location && { location }) };
  }
}

function hintFor({ package: name, version, instead }: MissingPackage): string {
  const install = `npm install ${version === undefined ? name : `${name}@${version}`}`;
  return `Run \`${install}\`${instead === undefined ? "" : `, or ${instead}`}.`;
}
