import { createMigration, type NewMigrationOptions } from "../migrations/index.ts";
import { findMigrations } from "../migrations/index.ts";
import { newNumber, type Numbering } from "../migrations/index.ts";

/** node-pg-migrate's class, as far as others call it: for new files. */
export const Migration = {
  /**
   * Writes a new migration.
   * @returns its file
   */
  async create(
    name: string,
    directory: string,
    options: NewMigrationOptions = {},
  ): Promise<string> {
    return createMigration(directory, [name], { language: "js", ...options }).file;
  },

  /** The number that a new migration's name would begin with. */
  async getFilePrefix(
    filenameFormat: Numbering,
    directory: string,
    ignorePattern?: string,
  ): Promise<string> {
    const names = findMigrations(directory, { ignorePattern }).map(({ name }) => name);
    return newNumber(names, filenameFormat, new Date());
  },
};
