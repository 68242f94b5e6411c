import { InvalidRequestError } from "../errors/index.ts";
import type { Variables } from "../sql/text/index.ts";
import { moduleMigration, sqlMigration } from "./load.ts";
import type { Migration } from "./migration.ts";
import type { MigrationActions } from "./module.ts";
import { compareNames, prefixOf } from "./prefix.ts";

/**
 * Migrations that are not files, as in a bundle: by name the text of a SQL migration, or the functions of a JS one.
 * A name is that of the history, or of a file; of a path, any extension is left out.
 */
export type MigrationSource = Readonly<Record<string, string | MigrationActions>>;

/**
 * The migrations of a source, in order; those that were read already, as they are.
 * @throws InvalidRequestError for a name without a number, MigrationFileError
 */
export function migrationsFrom(
  source: MigrationSource | readonly Migration[],
  variables?: Variables,
): Migration[] {
  if (isRead(source)) return [...source];
  return Object.entries(source)
    .map(([key, content]) => migrationFrom(key, content, variables))
    .toSorted((a, b) => compareNames(a.name, b.name));
}

function isRead(source: MigrationSource | readonly Migration[]): source is readonly Migration[] {
  return Array.isArray(source);
}

function migrationFrom(
  key: string,
  content: string | MigrationActions,
  variables: Variables | undefined,
): Migration {
  if (typeof content === "string") return sqlMigration(nameFrom(key), key, content, variables);
  const text = [content.up, content.down].map(String).join("\n");
  return moduleMigration(nameFrom(key), key, text, content);
}

function nameFrom(key: string): string {
  const extension = /[\\/]/.test(key) ? /\.[^.\\/]+$/ : /\.(?:sql|[cm]?[jt]s)$/i;
  const name = key.replace(extension, "").replace(/^.*[\\/]/, "");
  if (prefixOf(name) !== undefined) return name;
  throw new InvalidRequestError(
    `"${key}" does not begin with a number, so its order is unknown`,
    "Name migrations like 1730000000001_initial-schema.",
  );
}
