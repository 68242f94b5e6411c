import { type DirectoryOptions, directoryOf } from "../engine/index.ts";
import { PgmaestroError } from "../errors/index.ts";
import { findMigrations } from "../migrations/index.ts";

/** The names of a directory's migrations, in order, without a look into them; none where there is nothing to read. */
export function migrationNames(options: DirectoryOptions): string[] {
  try {
    return findMigrations(directoryOf(options), options).map(({ name }) => name);
  } catch (error) {
    if (error instanceof PgmaestroError) return [];
    throw error;
  }
}
