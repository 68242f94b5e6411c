import type { ServerSettings } from "./settings.ts";

/** Where an address leads, as far as that can be compared. */
export interface ServerPlace {
  /** Host and port; this machine by one name. */
  readonly server: string;
  readonly database: string | undefined;
}

/** Undefined where an address is not understood, or names no server. */
export function serverPlaceOf(address: string | ServerSettings): ServerPlace | undefined {
  if (typeof address !== "string") {
    const { connectionString, host, port, user, database = user } = address;
    return connectionString === undefined
      ? { server: serverName(host, port), database }
      : serverPlaceOf(connectionString);
  }
  if (!/^postgres(?:ql)?:/.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, port, pathname, username, searchParams } = new URL(address);
  const user = username || searchParams.get("user");
  return {
    server: serverName(searchParams.get("host") ?? hostname, searchParams.get("port") ?? port),
    database: pathname.slice(1) || (searchParams.get("dbname") ?? user ?? undefined),
  };
}

function serverName(host: string | null | undefined, port: string | number | null | undefined) {
  const isLocal = !host || /^(?:localhost|127\.0\.0\.1|\[?::1\]?)$/i.test(host);
  return `${isLocal ? "localhost" : host.toLowerCase()} ${port || 5432}`;
}
