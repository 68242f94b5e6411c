import type { ClientConfig } from "pg";
import { ConfigurationError } from "../errors/index.ts";
import {
  driverOptions,
  optionsInQuery,
  optionsInVariables,
  type ConnectionOptions,
  type GivenOption,
} from "./connection-options.ts";
import { refuseWrongSettings } from "./given-settings.ts";
import { onDatabase, shownAddress, type ServerSettings } from "./settings.ts";
import { isServerUrl } from "./url.ts";
import { tlsOf } from "./tls.ts";

/** How to connect, as the driver takes it, and what it cannot do itself. */
export interface DriverSettings {
  readonly config: ClientConfig;
  /** How long connecting may take; 0: without a limit. */
  readonly timeoutMs: number;
  /** Whether the proof of the password must be bound to this very TLS session. */
  readonly bindsChannel: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Everything that an address and libpq's variables say of a connection: obeyed or refused, never passed over.
 * @throws ConfigurationError
 */
export function driverSettings(
  address: string | ServerSettings,
  variables: Variables = process.env,
): DriverSettings {
  if (typeof address !== "string") refuseWrongSettings(address);
  const { connectionString, ...own } =
    typeof address === "string" ? { connectionString: address } : address;
  const { base, query } = partsOf(connectionString, address);
  const said = optionsInQuery(query);
  const options = { ...optionsInVariables(variables, saidBy(said, own)), ...said };
  refuseSeveralHosts(base, said["host"]?.value ?? own.host ?? variables["PGHOST"]);
  const bindsChannel = isBound(options);
  const ssl = tlsOf(options) ?? own.ssl;
  if (bindsChannel && !ssl) throw withoutTls(options["channel_binding"]!);
  const { connectionTimeoutMillis: _, ...others } = own;
  const config = {
    fallback_application_name: "pgmaestro",
    ...keepalive(options),
    ...others,
    ...(ssl !== undefined && { ssl }),
    ...(connectionString !== undefined && { connectionString: driverUrl(base, said) }),
    ...(bindsChannel && { enableChannelBinding: true }),
  };
  return { config: config as ClientConfig, timeoutMs: timeout(options, own), bindsChannel };
}

/** Whether an address says something itself, so that no variable counts for it. */
function saidBy(said: ConnectionOptions, own: ServerSettings): (name: string) => boolean {
  const isOfTls = (name: string) => name.startsWith("ssl") || name === "requiressl";
  const isMode = (name: string) => name === "sslmode" && "ssl" in said;
  return (name) => name in said || isMode(name) || (own.ssl !== undefined && isOfTls(name));
}

interface UrlParts {
  readonly base: string;
  readonly query: string;
}

/** The driver's own forms of a socket, `socket:/directory?db=name` and `/directory name`, have no options. */
function partsOf(url: string | undefined, address: string | ServerSettings): UrlParts {
  if (url === undefined) return { base: "", query: "" };
  if (/^(?:socket:|\/)/.test(url)) return { base: url, query: "" };
  const [, base = "", query = ""] = /^([^?#]*)(?:\?([^#]*))?/s.exec(url)!;
  if (isServerUrl(base) && !isCutByPassword(url)) return { base, query };
  throw malformed(address);
}

/**
 * Whether an @ stands behind the host: a slash or # in the password ends the host too early, and a piece of
 * the password would be looked up as a host.
 */
function isCutByPassword(url: string): boolean {
  const [, path = "", fragment = ""] = /^[^/]*\/\/[^/?#]*([^?#]*)[^#]*(.*)$/s.exec(url) ?? [];
  return `${path}${fragment}`.includes("@");
}

/** The driver's own error would carry the whole URL, so it is no cause of ours. */
export function malformed(address: string | ServerSettings): ConfigurationError {
  return new ConfigurationError(
    `The database URL ${shownAddress(address)} is malformed`,
    "Write it like postgresql://user:password@host:5432/database. Percent-encode what is special in user and password, or give the parts as POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER and POSTGRES_PASSWORD.",
  );
}

/** The URL with those of its options that the driver is to see. */
function driverUrl(base: string, said: ConnectionOptions): string {
  const dbname = said["dbname"]?.value;
  const url = dbname === undefined ? base : (onDatabase(base, dbname) as string);
  const pairs = Object.entries(said)
    .filter(([name]) => driverOptions.includes(name))
    .map(([name, option]) => `${name}=${encodeURIComponent(option!.value)}`);
  return pairs.length === 0 ? url : `${url}?${pairs.join("&")}`;
}

/** The driver would take a list of hosts for one. */
function refuseSeveralHosts(base: string, host = ""): void {
  const [, authority = ""] = /^[^/]*\/\/([^/]*)/.exec(base) ?? [];
  const named = authority.slice(authority.lastIndexOf("@") + 1).replaceAll(/%2c/gi, ",");
  const several = [named, host].find((one) => one.includes(","));
  if (several === undefined) return;
  throw new ConfigurationError(
    `Several hosts are named: ${several.split(",").join(", ")}`,
    "pgmaestro connects to one server: name the primary.",
  );
}

/** A server that has gone away is noticed in less than a minute. */
const keepaliveIdle = 30;

function keepalive({ keepalives, keepalives_idle: idle }: ConnectionOptions) {
  const isOn = keepalives === undefined || switchOf(keepalives);
  const seconds = idle === undefined ? keepaliveIdle : secondsOf(idle);
  return isOn ? { keepAlive: true, keepAliveInitialDelayMillis: seconds * 1000 } : {};
}

function switchOf({ value, source }: GivenOption): boolean {
  if (/^[01]$/.test(value)) return value === "1";
  throw new ConfigurationError(`${source} is "${value}", and must be 1 or 0`, "Correct it.");
}

const connectTimeout = 10;

/** libpq takes 0, and less, for no limit. */
function timeout(options: ConnectionOptions, own: ServerSettings): number {
  const { connect_timeout: seconds, connectionTimeoutMillis: milliseconds } = options;
  if (milliseconds !== undefined) return secondsOf(milliseconds);
  if (own.connectionTimeoutMillis !== undefined && seconds?.isVariable !== false)
    return own.connectionTimeoutMillis;
  return Math.max(0, seconds === undefined ? connectTimeout : secondsOf(seconds)) * 1000;
}

function secondsOf({ value, source }: GivenOption): number {
  if (/^-?\d{1,6}$/.test(value.trim())) return Number(value);
  throw new ConfigurationError(
    `${source} is "${value}", and must be a whole number`,
    "Correct it.",
  );
}

/** What libpq does unasked, binding where both sides can, the driver does only on request. */
function isBound({ channel_binding: binding }: ConnectionOptions): boolean {
  if (binding === undefined || /^(?:disable|prefer)$/.test(binding.value)) return false;
  if (binding.value === "require") return true;
  throw new ConfigurationError(
    `${binding.source} is "${binding.value}", which is not known`,
    "It may be disable, prefer or require.",
  );
}

function withoutTls({ source }: GivenOption): ConfigurationError {
  return new ConfigurationError(
    `${source} is "require", which needs TLS, and none is asked for`,
    "Add sslmode=verify-full, or another mode of TLS.",
  );
}
