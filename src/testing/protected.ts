import { serverPlaceOf, shownAddress } from "../database/index.ts";
import { protectedTarget } from "../errors/index.ts";

/**
 * Refuses the server of a target that the project protects: what is made for tests there is in the way of its application.
 * @throws InvalidRequestError, ConfigurationError for a config file that cannot be read
 */
export async function refuseProtectedServer(server: string | undefined): Promise<void> {
  const place = server === undefined ? undefined : serverPlaceOf(server);
  if (place === undefined) return;
  const { protectedTargets } = await import("../settings/protected-targets.ts");
  for (const { value, source } of await protectedTargets())
    if (serverPlaceOf(value)?.server === place.server)
      throw protectedTarget(shownAddress(server!), source, "no databases for tests are made there");
}
