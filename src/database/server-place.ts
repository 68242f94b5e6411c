import { type ServerSettings, shownAddress } from "./settings.ts";
import { isEmbeddedUrl } from "./url.ts";

/** Where an address leads: the same whoever connects to it, and in whichever form it is written. No user and no password is in it. */
export interface ServerPlace {
  /** `db1` or `db1:5433`, in small letters, this machine by one name; a socket's directory. */
  readonly server: string;
  /** Undefined where the driver is to decide. */
  readonly database: string | undefined;
}

/** Undefined where an address names no server. */
export function serverPlaceOf(address: string | ServerSettings): ServerPlace | undefined {
  if (address === "" || isEmbeddedUrl(address)) return undefined;
  const shown = shownAddress(address);
  return placeOfSocket(shown) ?? placeInUrl(shown);
}

/** The driver's own forms: `socket:/directory?db=name`, `/directory name`. */
function placeOfSocket(address: string): ServerPlace | undefined {
  const [, directory, query, name] =
    /^(?:socket:)?(\/[^ ?]*)(?:\?(.*)| (.*))?$/s.exec(address) ?? [];
  if (directory === undefined) return undefined;
  const said = new URLSearchParams(query);
  const database = (said.get("db") ?? name) || undefined;
  return { server: serverName(directory, said.get("port")), database };
}

/** What the query says counts before the rest, as for the driver. */
function placeInUrl(url: string): ServerPlace {
  const [, user, authority = "", path, query] =
    /^(?:[a-z]+:\/\/)?(?:([^:@]*)[^@]*@)?([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?/i.exec(url)!;
  const said = new URLSearchParams(query);
  const [, host = "", port] = /^(.*?)(?::(\d*))?$/s.exec(authority)!;
  const database = path ? decoded(path, decodeURI) : (said.get("user") ?? decoded(user));
  return {
    server: serverName(said.get("host") ?? decoded(host), said.get("port") ?? port),
    database: (said.get("dbname") ?? database) || undefined,
  };
}

function serverName(host: string, port: string | null | undefined): string {
  const name = host.startsWith("/") ? host : oneName(host.toLowerCase());
  return !port || port === "5432" ? name : `${name}:${port}`;
}

/** This machine by one name; any other host as it is. */
export function oneName(host: string): string {
  return /^(?:127\.0\.0\.1|\[?::1\]?)?$/.test(host) ? "localhost" : host;
}

function decoded(part = "", decode = decodeURIComponent): string {
  try {
    return decode(part);
  } catch {
    return part;
  }
}
