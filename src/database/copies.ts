import { ConfigurationError } from "../errors/index.ts";
import type { CopyPlace, DatabaseCopy, KeptState } from "./copy.ts";
import { openEmbeddedCopy } from "./copy-embedded.ts";
import { openServerCopy } from "./copy-server.ts";
import { publicError } from "./open.ts";
import { isEmbeddedUrl } from "./url.ts";

/**
 * A database in a state that is kept as a template on the server, or as a snapshot, and made where it is not: by one process, for
 * which the others wait.
 * @throws ConnectionFailedError | ConfigurationError | ScratchRefusedError; what `make` throws
 */
export async function openCopy(place: CopyPlace, state: KeptState): Promise<DatabaseCopy> {
  const { server } = place;
  if (isEmbeddedUrl(server))
    throw new ConfigurationError(
      `"${server}" names no server for databases of tests`,
      "Give the URL of a server, or none: then embedded databases are used.",
    );
  try {
    return await (server === undefined
      ? openEmbeddedCopy(place, state)
      : openServerCopy(server, state));
  } catch (error) {
    throw publicError(error);
  }
}
