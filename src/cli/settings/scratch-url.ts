import { ConfigurationError } from "../../errors/index.ts";
import type { Address } from "../kinds.ts";
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
  if (!/^postgres(?:ql)?:\/\//.test(value))
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
  const named = placeOf(target);
  return named !== undefined && named === placeOf(scratch);
}

/** Host, port and database; undefined where an address is not understood, or names no server. */
function placeOf(address: Address): string | undefined {
  if (typeof address !== "string") {
    const { connectionString, host, port, user, database = user } = address;
    return connectionString === undefined
      ? placeName(host, port, database)
      : placeOf(connectionString);
  }
  if (!/^postgres(?:ql)?:/.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, port, pathname, username, searchParams } = new URL(address);
  const user = username || searchParams.get("user");
  const database = pathname.slice(1) || searchParams.get("dbname") || user;
  return placeName(
    searchParams.get("host") ?? hostname,
    searchParams.get("port") ?? port,
    database,
  );
}

function placeName(
  host: string | null | undefined,
  port: string | number | null | undefined,
  database: string | null | undefined,
): string {
  const isLocal = !host || /^(?:localhost|127\.0\.0\.1|\[?::1\]?)$/i.test(host);
  return [isLocal ? "localhost" : host.toLowerCase(), port || 5432, database].join(" ");
}
