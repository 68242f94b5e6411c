import { oneName, type ServerPlace, serverPlaceOf } from "../database/index.ts";
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
  const { server, database = "" } = serverPlaceOf(address) ?? embedded(address);
  return {
    key: keyOf(`${server}/${database}`, schema),
    address,
    ...(schema !== undefined && { schema }),
    ...(wave !== undefined && { wave }),
    host: server,
  };
}

function embedded(address: FleetAddress): ServerPlace {
  return { server: "embedded", database: String(address) };
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

/** What pgmaestro calls a member today to which another version may have given that key in the control database. */
export function presentKey(key: string): string {
  const [, host, rest] = /^(.+?)((?::\d+)?\/.*)$/s.exec(key) ?? [];
  return host === undefined ? key : `${oneName(host)}${rest}`;
}
