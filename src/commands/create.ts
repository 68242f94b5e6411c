import {
  createMigration,
  type CreatedMigration,
  type NewMigrationOptions,
} from "../migrations/index.ts";
import { directoryOf, type DirectoryOptions } from "../engine/index.ts";

/** The new migration's name, and what it is to look like. */
export interface CreateOptions
  extends DirectoryOptions, Omit<NewMigrationOptions, keyof DirectoryOptions> {
  /** The name in one or more words. */
  readonly words: readonly string[];
}

/**
 * Writes a new migration file with its header filled in. Needs no database.
 * @throws InvalidRequestError for a name that no file can have; ConfigurationError for a template that cannot be read
 * @example
 * ```ts
 * const { file } = await create({ migrationsDir: "migrations", words: ["add", "users"] });
 * ```
 */
export async function create(options: CreateOptions): Promise<CreatedMigration> {
  return createMigration(directoryOf(options), options.words, options);
}
