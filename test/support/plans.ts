import type { AppliedMigration, History } from "../../src/history/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import type { Migration } from "../../src/migrations/migration.ts";
import { migrationStates, type MigrationState } from "../../src/plan/index.ts";
import { directoryOf, upDown } from "./migrations.ts";

/** Migrations of these names, each with a down section. */
export function migrationsOf(...names: readonly string[]): Migration[] {
  const files = names.map((name) => [`${name}.sql`, upDown(`-- ${name}\nselect 1;`, "select 2;")]);
  return loadMigrations(directoryOf(Object.fromEntries(files) as Record<string, string>));
}

/** A history of these names in this order; what is after a colon is the journaled checksum. */
export function historyOf(...rows: readonly string[]): History {
  const applied = rows.map((row, index): AppliedMigration => {
    const [name, upChecksum] = row.split(":") as [string, string?];
    const journal = { event: "up", who: "me", ...(upChecksum && { upChecksum }) } as const;
    return { id: index + 1, name, at: "2026-01-02T03:04:05", ...(upChecksum && { journal }) };
  });
  return {
    applied,
    partial: [],
    begun: [],
    batched: [],
    repeatables: [],
    exists: { history: true, journal: true },
  };
}

/** The states of files and history by name. */
export function statesOf(files: readonly string[], rows: readonly string[]): MigrationState[] {
  return migrationStates(migrationsOf(...files), historyOf(...rows));
}
