import { isEmbeddedUrl } from "./url.ts";
import { ConfigurationError } from "../errors/index.ts";
import { publicError } from "./open.ts";
import { EmbeddedScratches } from "./scratch-embedded.ts";
import { openServerScratches } from "./scratch-server.ts";
import { ThreadScratches } from "./scratch-threads.ts";
import type { OpenScratches, Scratches, ScratchOptions } from "./scratches.ts";

/**
 * Acts with scratch databases, and drops each in any case. What a killed process left on the server is
 * dropped before: every database with a name like ours whose maker is gone.
 * @throws ConnectionFailedError | ConfigurationError; what `action` throws, with the errors of our own statements made public
 */
export async function withScratch<Result>(
  options: ScratchOptions,
  action: (scratches: Scratches) => Promise<Result>,
): Promise<Result> {
  try {
    return await actAndClose(await openScratches(options), action);
  } catch (error) {
    throw publicError(error);
  }
}

async function openScratches(options: ScratchOptions): Promise<OpenScratches> {
  const { server, inThread } = options;
  if (server === undefined)
    return inThread ? new ThreadScratches(options) : new EmbeddedScratches(options);
  if (isEmbeddedUrl(server)) {
    throw new ConfigurationError(
      `"${server}" names no server for scratch databases`,
      "Give the URL of a server, or none: then an embedded database is used.",
    );
  }
  return openServerScratches(server, options);
}

/** The error of the action says more than one of the closing after it. */
async function actAndClose<Result>(
  scratches: OpenScratches,
  action: (scratches: Scratches) => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await action({
      fresh: (keys) => scratches.fresh(keys),
      known: (keys) => scratches.known(keys),
    });
  } catch (error) {
    await scratches.close().catch(() => {});
    throw error;
  }
  await scratches.close();
  return result;
}
