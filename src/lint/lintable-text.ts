import { MigrationFileError } from "../errors/index.ts";
import { sqlMigration } from "../migrations/index.ts";
import type { Migration } from "../migrations/index.ts";
import type { Lintable } from "./lintable.ts";

/** A SQL text as something to lint, even where it cannot be read as a migration. */
export function lintableText(name: string, file: string, source: string): Lintable {
  try {
    return lintableMigration(sqlMigration(name, file, source), source);
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    return { name, file, source, sections: {}, broken: error, isPartial: true };
  }
}

/** A SQL migration as something to lint. */
export function lintableMigration(migration: Migration, source: string): Lintable {
  const { name, file, up, down } = migration;
  return {
    name,
    file,
    source,
    migration,
    sections: { up, ...(down && { down }) },
    isPartial: up.opaque,
  };
}
