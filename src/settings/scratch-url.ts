import { isServerUrl, serverPlaceOf } from "../database/index.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { Address } from "./kinds.ts";
import { reached, type ReachSettings } from "./reach.ts";
import type { Sourced } from "./sources.ts";

/** What decides where scratch databases are made. */
export interface ScratchPlace extends ReachSettings {
  readonly scratchDatabaseUrl: Sourced<string> | undefined;
  /** Absent for a command without a target. */
  readonly databaseUrl?: Sourced<Address> | undefined;
}

/**
 * The URL of the server to make scratch databases on; undefined where they are to be embedded.
 * @throws ConfigurationError for what is no URL of a server, or is the target
 */
export function scratchUrl(settings: ScratchPlace): string | undefined {
  const { scratchDatabaseUrl: scratch, databaseUrl } = settings;
  if (scratch === undefined) return undefined;
  const { value, source } = scratch;
  if (!isServerUrl(value))
    throw new ConfigurationError(
      `${source} is not the URL of a server`,
      "Write it like postgresql://user:password@host:5432/postgres; without one the scratch database is embedded.",
    );
  if (databaseUrl !== undefined && isSame(databaseUrl.value, value))
    throw new ConfigurationError(
      `${source} is the database that ${databaseUrl.source} names as the target`,
      "Name another database, best on a server of its own: postgresql://user:password@host:5432/postgres.",
    );
  return reached(value, settings);
}

function isSame(target: Address, scratch: string): boolean {
  const [named, other] = [serverPlaceOf(target), serverPlaceOf(scratch)];
  return named !== undefined && named.server === other?.server && named.database === other.database;
}
