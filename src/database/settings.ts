import { maskUrl } from "./mask.ts";
import { isEmbeddedUrl, pathOf, urlFromParts } from "./url.ts";

/** Where a server is and how to speak to it, as the `pg` driver takes it; what else the driver knows may be among it. */
export interface ServerSettings {
  readonly connectionString?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: unknown;
  readonly ssl?: unknown;
  readonly connectionTimeoutMillis?: number | undefined;
}

/** Whether it says where to connect, rather than being connected. */
export function isAddress(database: string | object): database is string | ServerSettings {
  return typeof database === "string" || !("query" in database || "connect" in database);
}

/** An address for people, without its password. */
export function shownAddress(address: string | ServerSettings): string {
  if (typeof address === "string") return maskUrl(address);
  const { connectionString, host = "localhost", port, database, user } = address;
  if (connectionString !== undefined) return maskUrl(String(connectionString));
  const parts = Object.entries({ host, port, database, user }).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  const password = address.password === undefined ? undefined : "***";
  return urlFromParts({ ...Object.fromEntries(parts), password });
}

/** Another database of the same server. */
export function onDatabase(
  address: string | ServerSettings,
  database: string,
): string | ServerSettings {
  if (typeof address === "string") return urlOnDatabase(address, database);
  const { connectionString } = address;
  if (connectionString === undefined) return { ...address, database };
  return { ...address, connectionString: urlOnDatabase(connectionString, database) };
}

/** Another server, that is spoken to in the same way; the database by the same name. */
export function onNode(
  address: string | ServerSettings,
  { host, port }: { readonly host: string; readonly port: number },
): string | ServerSettings {
  if (typeof address === "string" && !/^(?:socket:|\/)/.test(address))
    return urlOnNode(address, host, port);
  const { connectionString, ...others } =
    typeof address === "string" ? { connectionString: undefined } : address;
  return connectionString === undefined
    ? { ...others, host, port }
    : { ...others, connectionString: urlOnNode(connectionString, host, port) };
}

function urlOnNode(url: string, host: string, port: number): string {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const other = url.replace(
    /^([^/?#]*\/\/(?:[^/?#]*@)?)[^/?#]*/,
    (_, before: string) => `${before}${place}`,
  );
  return withOption(other, /^(?:host|hostaddr|port)=/, undefined);
}

/** The driver also takes `socket:/directory?db=name`, and `/directory name`. */
function urlOnDatabase(url: string, database: string): string {
  const name = pathOf(database);
  if (url.startsWith("/")) return `${url.split(" ")[0]} ${database}`;
  if (url.startsWith("socket:")) {
    const [, place, query = ""] = /^([^?]*)\??(.*)$/s.exec(url)!;
    const others = query.split("&").filter((pair) => pair !== "" && !pair.startsWith("db="));
    return `${place}?${[...others, `db=${name}`].join("&")}`;
  }
  const other = url.replace(
    /^([^/?#]*\/\/[^/?#]*)[^?#]*/,
    (_, server: string) => `${server}/${name}`,
  );
  return withOption(other, /^dbname=/, undefined);
}

/** The same server by TLS, whose certificate is verified or not; an embedded database needs none. */
export function overTls(address: string, rejectUnauthorized: boolean): string;
export function overTls(
  address: string | ServerSettings,
  rejectUnauthorized: boolean,
): string | ServerSettings;
export function overTls(
  address: string | ServerSettings,
  rejectUnauthorized: boolean,
): string | ServerSettings {
  if (typeof address === "string") {
    if (isEmbeddedUrl(address)) return address;
    return withSslMode(address, rejectUnauthorized ? "verify-full" : "no-verify");
  }
  const { connectionString, ssl } = address;
  return {
    ...address,
    ...(connectionString !== undefined && { connectionString: withSslMode(connectionString) }),
    ssl: { ...(typeof ssl === "object" && ssl), rejectUnauthorized },
  };
}

/** The same server, where connecting may take so many seconds; 0: without a limit. */
export function withConnectTimeout(address: string, seconds: number): string;
export function withConnectTimeout(
  address: string | ServerSettings,
  seconds: number,
): string | ServerSettings;
export function withConnectTimeout(
  address: string | ServerSettings,
  seconds: number,
): string | ServerSettings {
  const inUrl = (url: string) => withOption(url, timeouts, `connect_timeout=${seconds}`);
  if (typeof address === "string") return isEmbeddedUrl(address) ? address : inUrl(address);
  const { connectionString } = address;
  return {
    ...address,
    ...(connectionString !== undefined && { connectionString: inUrl(connectionString) }),
    connectionTimeoutMillis: seconds * 1000,
  };
}

const timeouts = /^(?:connect_timeout|connectionTimeoutMillis)=/;

/** What a URL itself says of TLS would win over the driver's settings, so it says this instead, or nothing. */
function withSslMode(url: string, mode?: string): string {
  return withOption(url, /^(?:ssl|sslmode|uselibpqcompat)=/, mode && `sslmode=${mode}`);
}

/** A URL with this option instead of those, or with none of them. */
function withOption(url: string, replaced: RegExp, option: string | undefined): string {
  const [, base = "", query, fragment = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url)!;
  const others = (query ?? "").split("&").filter((pair) => pair !== "" && !replaced.test(pair));
  const pairs = option === undefined ? others : [...others, option];
  return `${base}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}${fragment}`;
}
