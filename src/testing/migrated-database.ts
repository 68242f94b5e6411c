import { type DatabaseCopy, openPool, type PGliteInstance, type Pool } from "../database/index.ts";
import { allMigrationsOf } from "../engine/index.ts";
import { InvalidRequestError, ReplayFailedError } from "../errors/index.ts";
import { type CopiedFrom, openMigratedCopy } from "../trial/index.ts";
import { refuseProtectedServer } from "./protected.ts";

/** Which migrations, how they are run, and where the database is made. */
export type MigratedDatabaseOptions = CopiedFrom;

/** A database of a test's own, gone once it is closed. */
export interface TestDatabase extends AsyncDisposable {
  /** For what connects by itself. An embedded database has one session, which all clients share. */
  readonly url: string;
  /** A pool of `pg` on it; of one client where it is embedded. */
  readonly pool: Pool;
  /** The instance, where the database is embedded. */
  readonly pglite: PGliteInstance | undefined;
  /** Ends the pool and drops the database, whoever is connected to it. */
  close(): Promise<void>;
}

/**
 * A new database in which all migrations have run. They run once, for a template of which every later database is a copy, in
 * this process or another, until a migration or an option changes.
 * @throws InvalidRequestError where NODE_ENV is production, or the server is that of a protected target; MigrationFailedError where a migration does not run; ScratchRefusedError;
 *   the errors of files and connections
 * @example
 * ```ts
 * await using db = await migratedDatabase({ migrationsDir: "migrations" });
 * const { rows } = await db.pool.query("SELECT count(*) FROM users");
 * ```
 */
export async function migratedDatabase(
  options: MigratedDatabaseOptions = {},
): Promise<TestDatabase> {
  refuseProduction();
  await refuseProtectedServer(options.server);
  const copy = await openCopy(options);
  const pool = await openPool(copy.url, copy.pglite === undefined ? undefined : 1);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= end(copy, pool));
  const { url, pglite } = copy;
  return { url, pool, pglite, close, [Symbol.asyncDispose]: close };
}

async function openCopy(options: MigratedDatabaseOptions): Promise<DatabaseCopy> {
  try {
    return await openMigratedCopy(allMigrationsOf(options), options);
  } catch (error) {
    throw error instanceof ReplayFailedError ? error.failure : error;
  }
}

function refuseProduction(): void {
  if (process.env["NODE_ENV"] !== "production") return;
  throw new InvalidRequestError(
    "No database for tests is made where NODE_ENV is production",
    "Run tests with NODE_ENV=test.",
  );
}

/** The pool waits without end for clients that were never given back; their sessions end with the database. */
async function end(copy: DatabaseCopy, pool: Pool): Promise<void> {
  pool.end().catch(() => {});
  await copy.close();
}
