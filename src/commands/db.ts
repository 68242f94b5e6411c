import {
  hasObjects,
  isAddress,
  makeDatabase,
  removeDatabase,
  shownAddress,
} from "../database/index.ts";
import { type ConnectionFailedError, InvalidRequestError } from "../errors/index.ts";
import {
  type RunResult,
  type TargetOptions,
  withTarget,
  type WriteOptions,
} from "../engine/index.ts";
import { ownTables } from "../history/index.ts";
import { readText } from "../migrations/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { lastMigrationIn, loadSchemaFile, type SchemaFile } from "../trial/index.ts";
import { mark } from "./mark.ts";
import { up, type UpOptions } from "./up.ts";

/** Which database, and how to reach its server. */
export type DatabaseOptions = Pick<
  TargetOptions,
  "database" | "wait" | "lockWait" | "signal" | "onEvent"
>;

/** Whether sessions on the database are ended when it is dropped; else they forbid that. Default: false. */
export interface DropOptions {
  readonly force?: boolean | undefined;
}

/** What became of a database. */
export interface DatabaseResult {
  /** Without its password. */
  readonly database: string;
  /** Whether anything was to be done: it was not there, or was. */
  readonly changed: boolean;
}

/**
 * Makes the database that `database` names, where it is not there.
 * @throws InvalidRequestError for what is already connected; ConnectionFailedError, DatabaseError
 * @example
 * ```ts
 * const { changed } = await createDatabase({ database: process.env["DATABASE_URL"]! });
 * ```
 */
export async function createDatabase(options: DatabaseOptions): Promise<DatabaseResult> {
  const address = addressOf(options);
  const changed = await makeDatabase(address, connecting(options));
  return { database: shownAddress(address), changed };
}

/**
 * Drops the database that `database` names, where it is there.
 * @throws InvalidRequestError for what is already connected, or a database of every server; ConnectionFailedError, DatabaseError
 * @example
 * ```ts
 * await dropDatabase({ database: "pglite:./.pgmaestro/database" });
 * ```
 */
export async function dropDatabase(
  options: DatabaseOptions & DropOptions,
): Promise<DatabaseResult> {
  const address = addressOf(options);
  const changed = await removeDatabase(address, options.force ?? false, connecting(options));
  return { database: shownAddress(address), changed };
}

/**
 * Drops the database, makes it again and runs all migrations, what they stand on first.
 * @throws as `dropDatabase`, `createDatabase` and `up`
 * @example
 * ```ts
 * await resetDatabase({ database: process.env["DATABASE_URL"]!, migrationsDir: "migrations" });
 * ```
 */
export async function resetDatabase(
  options: UpOptions & DropOptions,
): Promise<DatabaseResult & { readonly run: RunResult }> {
  await dropDatabase(options);
  const made = await createDatabase(options);
  return { ...made, run: await up({ ...options, fromBaseline: options.fromBaseline ?? true }) };
}

/** A schema file, and how its migrations are found and recorded. */
export type LoadOptions = WriteOptions & {
  /** As `dump` writes it: it says which migrations are in it. */
  readonly schemaFile: string;
};

/**
 * Makes the database, loads a schema file into it, and marks the migrations that are in that.
 * @throws InvalidRequestError where the database holds something, or the file does not say which migrations are in it; MigrationFileError
 *   at the place in the file where it does not run
 * @example
 * ```ts
 * await loadDatabase({ database: process.env["DATABASE_URL"]!, schemaFile: "schema.sql" });
 * ```
 */
export async function loadDatabase(
  options: LoadOptions,
): Promise<DatabaseResult & { readonly marked: readonly string[] }> {
  const { schemaFile: file } = options;
  const text = readText(file);
  const last = lastMigrationIn(text);
  if (last === undefined)
    throw new InvalidRequestError(
      `${file} does not say which migrations are in it`,
      "`pgmaestro dump --output FILE` writes one that does.",
    );
  await loadParser();
  const made = await createDatabase(options);
  try {
    await loadInto(options, { file, text });
  } catch (error) {
    if (made.changed) await dropDatabase({ ...options, force: true });
    throw error;
  }
  const { marked } = await mark({ ...options, to: last });
  return { ...made, marked };
}

/** @throws InvalidRequestError where there is something in it */
function loadInto(options: LoadOptions, schemaFile: SchemaFile): Promise<void> {
  return withTarget(options, async ({ connection, table }) => {
    if (await hasObjects(connection, ownTables(table)))
      throw new InvalidRequestError(
        `${shownAddress(addressOf(options))} is not empty, and nothing is loaded into it`,
        "Name a new database, or drop it: `pgmaestro db drop`.",
      );
    await loadSchemaFile(connection, schemaFile);
  });
}

function addressOf({ database }: DatabaseOptions) {
  if (isAddress(database)) return database;
  throw new InvalidRequestError(
    "A database that is connected to cannot be made or dropped",
    "Hand in its URL, or its connection settings.",
  );
}

function connecting({ wait, lockWait = 60, signal, onEvent }: DatabaseOptions) {
  return {
    wait,
    lockWait,
    signal,
    extensions: () => [],
    onCreate: (directory: string) => onEvent?.({ type: "creating-database", directory }),
    onComing: ({ target, message }: ConnectionFailedError) =>
      onEvent?.({ type: "waiting-for-server", target, message }),
  };
}
