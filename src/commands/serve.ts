import { embeddedDirectory, serveEmbedded, type Served, isEmbeddedUrl } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { extensionsOf, migrationsOf, type TargetOptions } from "../engine/index.ts";

export interface ServeOptions extends TargetOptions {
  /** The port on 127.0.0.1; 0 for any free one. Default: 5433. */
  readonly port?: number | undefined;
}

/**
 * Offers an embedded database to `psql` and applications until it is stopped. Extensions that the migrations
 * ask for are loaded.
 * @throws InvalidRequestError when the database is not an embedded one
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { database, lockWait = 5, onEvent } = options;
  if (!isEmbeddedUrl(database)) {
    throw new InvalidRequestError(
      "Only an embedded database can be served",
      "Name one: DATABASE_URL=pglite:./directory.",
    );
  }
  return serveEmbedded(embeddedDirectory(database), options.port ?? 5433, {
    extensions: () => extensionsOf(migrationsOf(options)),
    lockWait,
    onCreate: (directory) => onEvent?.({ type: "creating-database", directory }),
  });
}
