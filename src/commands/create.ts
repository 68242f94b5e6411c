import { createMigration, type CreatedMigration } from "../migrations/create.ts";
import { directoryOf, type DirectoryOptions } from "./options.ts";

export interface CreateOptions extends DirectoryOptions {
  /** The name in one or more words. */
  readonly words: readonly string[];
}

/**
 * Writes a new migration file with its header filled in. Needs no database.
 * @throws InvalidRequestError for a name that no file can have
 */
export async function create(options: CreateOptions): Promise<CreatedMigration> {
  return createMigration(directoryOf(options), options.words, options);
}
