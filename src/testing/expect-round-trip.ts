import { verify } from "../commands/verify.ts";
import type { ScriptOptions } from "../engine/index.ts";
import { RoundTripError } from "../errors/index.ts";
import { verifyText } from "../report/verify-text.ts";
import { createStyle } from "../report/style.ts";
import type { CopiedFrom } from "../trial/index.ts";
import { refuseProtectedServer } from "./protected.ts";

/** Which migrations there are, how they are run, and where it is tried. */
export type RoundTripOptions = ScriptOptions & Pick<CopiedFrom, "server" | "cache">;

/**
 * Tries one migration as `verify` does: that it runs, that running it twice changes nothing, and that its rollback gives back what
 * was there before.
 * @param name the migration's name, or its number
 * @throws RoundTripError with the report of `verify`; UnknownMigrationError, ReplayFailedError; InvalidRequestError for the server
 *   of a protected target
 * @example
 * ```ts
 * await expectRoundTrip("1730000000001_initial-schema", { migrationsDir: "migrations" });
 * ```
 */
export async function expectRoundTrip(
  name: string,
  { server, cache = ".pgmaestro/cache", ...options }: RoundTripOptions = {},
): Promise<void> {
  await refuseProtectedServer(server);
  const result = await verify({ ...options, cache, scratch: server, names: [name] });
  if (!result.passed) throw new RoundTripError(name, verifyText(result, createStyle(false)));
}
