import { embeddedDirectory, type EmbeddedOptions, openEmbedded } from "./open-embedded.ts";
import type { Database } from "./open.ts";
import { isAddress } from "./settings.ts";
import { isEmbeddedUrl } from "./url.ts";

/**
 * Acts with what connects again and again: an embedded database, which takes long to open, stays open in the meantime.
 * @throws LockedError when another process keeps its directory
 */
export async function withHeldDatabase<Result>(
  database: Database,
  options: EmbeddedOptions,
  action: (database: Database) => Promise<Result>,
): Promise<Result> {
  if (!isAddress(database) || !isEmbeddedUrl(database)) return action(database);
  const opened = await openEmbedded(embeddedDirectory(database), options);
  if ("servedAt" in opened) return action(opened.servedAt);
  try {
    return await action(opened.pglite);
  } finally {
    await opened.close();
  }
}
