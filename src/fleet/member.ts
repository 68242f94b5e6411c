import { isEmbeddedUrl, shownAddress } from "../database/index.ts";
import { ConfigurationError } from "../errors/index.ts";
import type { FleetAddress, GivenMember } from "./settings.ts";

/** A database, or a schema of one, that has a history of its own. */
export interface Member {
  /** What names it in the queue and in reports: `db1:5433/app`, `db1/app#tenant_1`. No user and no password is in it. */
  readonly key: string;
  readonly address: FleetAddress;
  readonly schema?: string;
  readonly wave?: number;
  /** The server that it is on. */
  readonly host: string;
}

/**
 * A member as it was given.
 * @param place where that was, for messages
 * @throws ConfigurationError for what is no member; nothing of its URL is told
 */
export function memberFrom(given: unknown, place: string): Member {
  const { url, schema, wave } = partsOf(given) ?? {};
  if (!isAddress(url))
    throw new ConfigurationError(
      `${place} is no member: it has no url`,
      'Give a URL, or { "url": …, "schema": …, "wave": … }; the last two may be left away.',
    );
  if (schema != null && typeof schema !== "string")
    throw new ConfigurationError(`${place}: its schema must be a text`, "Give its name.");
  if (wave != null && !Number.isSafeInteger(Number(wave)))
    throw new ConfigurationError(
      `${place}: its wave must be a whole number`,
      "Members of a lower one come first.",
    );
  return member(url, schema ?? undefined, wave == null ? undefined : Number(wave));
}

export function member(address: FleetAddress, schema?: string, wave?: number): Member {
  const { host, database } = placeOf(address);
  return {
    key: keyOf(`${host}/${database}`, schema),
    address,
    ...(schema !== undefined && { schema }),
    ...(wave !== undefined && { wave }),
    host,
  };
}

function keyOf(database: string, schema: string | undefined): string {
  return schema === undefined ? database : `${database}#${schema}`;
}

function partsOf(given: unknown): Record<keyof Exclude<GivenMember, string>, unknown> | undefined {
  if (typeof given === "string") return { url: given, schema: undefined, wave: undefined };
  return typeof given === "object" && given !== null ? (given as never) : undefined;
}

function isAddress(url: unknown): url is FleetAddress {
  if (typeof url === "string") return url !== "";
  return typeof url === "object" && url !== null && !Array.isArray(url);
}

/** The server and the database of an address, by which the same one is known again whoever connects to it. */
function placeOf(address: FleetAddress): { readonly host: string; readonly database: string } {
  if (isEmbeddedUrl(address)) return { host: "embedded", database: address };
  const [whole = "", query = ""] = shownAddress(address).split("?");
  const said = new URLSearchParams(query);
  const [, directory, name = ""] = /^(?:socket:)?(\/[^ ]*)(?: (.*))?$/.exec(whole) ?? [];
  if (directory !== undefined) return { host: directory, database: said.get("db") ?? name };
  const [, user = "", authority = "", path = ""] =
    /^(?:[a-z]+:\/\/)?(?:([^:@]*)[^@]*@)?([^/]*)\/?(.*)$/i.exec(whole)!;
  const [, named = "", port = ""] = /^(.*?)(?::(\d*))?$/.exec(authority)!;
  const host = said.get("host") ?? decoded(named);
  return {
    host: hostName(host || "localhost", said.get("port") ?? port),
    database: said.get("dbname") ?? decoded(path || (said.get("user") ?? user)),
  };
}

/** Names of hosts are the same in small letters, directories of sockets are not. */
function hostName(host: string, port: string): string {
  const name = host.startsWith("/") ? host : host.toLowerCase();
  return port === "" || port === "5432" ? name : `${name}:${port}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
