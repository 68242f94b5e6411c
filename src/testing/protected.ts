import { serverPlaceOf, type ServerSettings, shownAddress } from "../database/index.ts";
import { protectedTarget } from "../errors/index.ts";
import { configContent, configFileHere } from "../migrations/index.ts";
import { isVariableReference } from "../variable-reference.ts";

/** What is read of a config file, which holds anything until the command line checks it. */
interface Config {
  readonly databaseUrl?: unknown;
  readonly databaseUrlVar?: unknown;
  readonly protected?: unknown;
  readonly environments?: Readonly<Record<string, Environment | null> | null>;
}

interface Environment {
  readonly url?: unknown;
  readonly protected?: unknown;
}

/** An address that is protected, and what says so. */
interface Protected {
  readonly address: unknown;
  readonly reason: string;
}

/**
 * Refuses the server of a target that the project protects: what is made for tests there is in the way of its application.
 * @throws InvalidRequestError, ConfigurationError for a config file that cannot be read
 */
export async function refuseProtectedServer(server: string | undefined): Promise<void> {
  const place = server === undefined ? undefined : serverPlaceOf(server);
  if (place === undefined) return;
  for (const { address, reason } of await protectedAddresses())
    if (serverOf(address) === place.server)
      throw protectedTarget(shownAddress(server!), reason, "no databases for tests are made there");
}

async function protectedAddresses(): Promise<Protected[]> {
  const file = configFileHere();
  const config = file === undefined ? {} : (((await configContent(file)) ?? {}) as Config);
  const environments = Object.entries(config.environments ?? {}).map(([name, one]) => ({
    address: one?.protected === true ? one.url : undefined,
    reason: `environments.${name} in ${file}`,
  }));
  return [...environments, ...protectedTargets(config, file)];
}

/** The target where none is asked for by name. What a variable says counts before the file. */
function protectedTargets(config: Config, file: string | undefined): Protected[] {
  const said = process.env["PGMAESTRO_PROTECTED"];
  const isSo = said === undefined ? config.protected === true : /^(?:1|true|yes|on)$/i.test(said);
  if (!isSo) return [];
  const reason = said === undefined ? file! : "PGMAESTRO_PROTECTED in the environment";
  const variable =
    typeof config.databaseUrlVar === "string" ? config.databaseUrlVar : "DATABASE_URL";
  return [{ env: variable }, config.databaseUrl].map((address) => ({ address, reason }));
}

function serverOf(address: unknown): string | undefined {
  const value = isVariableReference(address) ? process.env[address.env] : address;
  if (typeof value === "string") return serverPlaceOf(value)?.server;
  return typeof value === "object" && value !== null
    ? serverPlaceOf(value as ServerSettings)?.server
    : undefined;
}
