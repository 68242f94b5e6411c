import { ConfigurationError } from "../errors/index.ts";
import { nearestName } from "../nearest-name.ts";

/** What may be said of a connection beside where it goes, by libpq's names. Absent is what nobody says. */
export type ConnectionOptions = Readonly<Record<string, GivenOption | undefined>>;

/** A value, and what gives it, for an error. */
export interface GivenOption {
  readonly value: string;
  readonly source: string;
  readonly isVariable: boolean;
}

/** Those of TLS, which the driver takes as one setting. */
export const tlsOptions: readonly string[] = [
  "ssl_max_protocol_version",
  "ssl_min_protocol_version",
  "sslcert",
  "sslkey",
  "sslmode",
  "sslpassword",
  "sslrootcert",
];

/** Obeyed in here. */
const ours = [
  ...tlsOptions,
  "channel_binding",
  "connect_timeout",
  "connectionTimeoutMillis",
  "dbname",
  "keepalives",
  "keepalives_idle",
  "ssl",
  "uselibpqcompat",
];

/** Obeyed by the driver. */
export const driverOptions: readonly string[] = [
  "application_name",
  "fallback_application_name",
  "host",
  "idle_in_transaction_session_timeout",
  "lock_timeout",
  "options",
  "password",
  "port",
  "query_timeout",
  "sslnegotiation",
  "statement_timeout",
  "user",
];

interface Unsupported {
  /** Values that ask for nothing that is not so anyway. */
  readonly harmless: RegExp;
  readonly hint: string;
}

const leaveOut = "Leave it out.";
const none = /^$/;

/** What libpq knows and cannot be kept here. Source: PostgreSQL manual, 32.1.2 "Parameter Key Words". */
const unsupported: Readonly<Record<string, Unsupported>> = {
  service: {
    harmless: none,
    hint: "Service files are not read: write host, port, database and user into the URL, or set PGHOST, PGPORT, PGDATABASE and PGUSER.",
  },
  servicefile: { harmless: /./, hint: leaveOut },
  passfile: { harmless: none, hint: "PGPASSFILE names the file with passwords." },
  hostaddr: { harmless: none, hint: "Give the address as the host." },
  target_session_attrs: {
    harmless: /^any$/,
    hint: "Name the server that is meant: migrations need the primary.",
  },
  load_balance_hosts: {
    harmless: /^disable$/,
    hint: "Name one server: migrations need the primary.",
  },
  client_encoding: { harmless: /^(?:auto|utf-?8|unicode)$/i, hint: "Everything is sent as UTF8." },
  require_auth: { harmless: none, hint: "channel_binding=require is kept, with TLS and SCRAM." },
  gssencmode: { harmless: /^(?:disable|prefer)$/, hint: "GSSAPI is not supported: use TLS." },
  gssdelegation: { harmless: /^0$/, hint: "GSSAPI is not supported." },
  krbsrvname: { harmless: none, hint: "GSSAPI is not supported." },
  gsslib: { harmless: none, hint: "GSSAPI is not supported." },
  requiressl: { harmless: /^0$/, hint: "Write sslmode=require." },
  sslcompression: { harmless: /^0$/, hint: leaveOut },
  sslcertmode: { harmless: /^allow$/, hint: leaveOut },
  sslcrl: { harmless: none, hint: "Lists of revoked certificates are not read." },
  sslcrldir: { harmless: none, hint: "Lists of revoked certificates are not read." },
  sslsni: { harmless: /^1$/, hint: leaveOut },
  sslkeylogfile: { harmless: none, hint: leaveOut },
  requirepeer: { harmless: none, hint: leaveOut },
  keepalives_interval: {
    harmless: none,
    hint: "keepalives_idle is obeyed; what follows is as the system sets it.",
  },
  keepalives_count: {
    harmless: none,
    hint: "keepalives_idle is obeyed; what follows is as the system sets it.",
  },
  tcp_user_timeout: {
    harmless: /^0$/,
    hint: "keepalives_idle finds out whether the server lives.",
  },
  replication: { harmless: /^(?:false|off|no|0)$/, hint: leaveOut },
  min_protocol_version: { harmless: /^3\.0$/, hint: "The protocol's version is 3.0." },
  max_protocol_version: { harmless: /^(?:3\.0|latest)$/, hint: "The protocol's version is 3.0." },
  scram_client_key: { harmless: none, hint: "Give the password." },
  scram_server_key: { harmless: none, hint: "Give the password." },
  oauth_issuer: { harmless: none, hint: "OAuth is not supported." },
  oauth_client_id: { harmless: none, hint: "OAuth is not supported." },
  oauth_client_secret: { harmless: none, hint: "OAuth is not supported." },
  oauth_scope: { harmless: none, hint: "OAuth is not supported." },
  // What other tools write into a URL that they share with this one.
  schema: { harmless: /^public$/, hint: "--schema names the schemas that migrations find." },
  sslaccept: { harmless: none, hint: "Write sslmode=verify-full, or sslmode=no-verify." },
  sslidentity: { harmless: none, hint: "Write sslcert and sslkey." },
};

/** Of a client's own pool, in URLs that are shared with Prisma; they ask nothing of a connection. */
const ofPools = [
  "connection_limit",
  "pgbouncer",
  "pool_timeout",
  "single_use_connections",
  "socket_timeout",
  "statement_cache_size",
];

const known = [...ours, ...driverOptions, ...Object.keys(unsupported), ...ofPools];
/** Those that a person may write, for a hint. */
const supported = [...ours, ...driverOptions].toSorted();

/**
 * The options of a URL.
 * @throws ConfigurationError for one that is unknown, or that is not kept
 */
export function optionsInQuery(query: string): ConnectionOptions {
  const given = [...new URLSearchParams(query)];
  const options = Object.fromEntries(given.map(([name, value]) => [name, urlOption(name, value)]));
  for (const [name, option] of Object.entries(options)) {
    if (!known.includes(name)) throw unknown(name, option.source);
    refuseUnsupported(name, option);
  }
  return options;
}

function urlOption(name: string, value: string): GivenOption {
  return { value, source: `${name} in the database URL`, isVariable: false };
}

/** The variables that libpq reads, beside those that the driver reads itself. */
const variables: Readonly<Record<string, string>> = {
  PGCHANNELBINDING: "channel_binding",
  PGCLIENTENCODING: "client_encoding",
  PGCONNECT_TIMEOUT: "connect_timeout",
  PGGSSENCMODE: "gssencmode",
  PGHOSTADDR: "hostaddr",
  PGLOADBALANCEHOSTS: "load_balance_hosts",
  PGMAXPROTOCOLVERSION: "max_protocol_version",
  PGMINPROTOCOLVERSION: "min_protocol_version",
  PGREQUIREAUTH: "require_auth",
  PGREQUIREPEER: "requirepeer",
  PGREQUIRESSL: "requiressl",
  PGSERVICE: "service",
  PGSSLCERT: "sslcert",
  PGSSLCERTMODE: "sslcertmode",
  PGSSLCRL: "sslcrl",
  PGSSLCRLDIR: "sslcrldir",
  PGSSLKEY: "sslkey",
  PGSSLMAXPROTOCOLVERSION: "ssl_max_protocol_version",
  PGSSLMINPROTOCOLVERSION: "ssl_min_protocol_version",
  PGSSLMODE: "sslmode",
  PGSSLROOTCERT: "sslrootcert",
  PGSSLSNI: "sslsni",
  PGTARGETSESSIONATTRS: "target_session_attrs",
};

/**
 * The options that variables give.
 * @param isSaid whether an address says something itself, so that the variable does not count
 * @throws ConfigurationError for one that is not kept
 */
export function optionsInVariables(
  environment: Readonly<Record<string, string | undefined>>,
  isSaid: (name: string) => boolean,
): ConnectionOptions {
  const given = Object.entries(variables).flatMap(([variable, name]) => {
    const value = environment[variable];
    if (!value || isSaid(name)) return [];
    const option = { value, source: `${variable} in the environment`, isVariable: true };
    refuseUnsupported(name, option);
    return [[name, option]] as const;
  });
  return Object.fromEntries(given);
}

/**
 * Refuses what libpq knows and cannot be kept here.
 * @throws ConfigurationError
 */
export function refuseUnsupported(
  name: string,
  { value, source }: Pick<GivenOption, "value" | "source">,
): void {
  const entry = Object.hasOwn(unsupported, name) ? unsupported[name] : undefined;
  if (entry === undefined || entry.harmless.test(value)) return;
  throw new ConfigurationError(`${source} is not supported`, entry.hint);
}

function unknown(name: string, source: string): ConfigurationError {
  const near = nearestName(name, supported, 2);
  const hint = near ? `Did you mean ${near}?` : `Known are: ${supported.join(", ")}.`;
  return new ConfigurationError(`${source} is not known`, hint);
}
