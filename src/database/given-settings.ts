import { ConfigurationError } from "../errors/index.ts";
import { refuseUnsupported, tlsOptions } from "./connection-options.ts";
import type { ServerSettings } from "./settings.ts";

/**
 * What stands in an object of settings, which the driver takes as it is, and passes over where it does not know it.
 * @throws ConfigurationError for a value of another type, or a name of libpq's
 */
export function refuseWrongSettings(settings: ServerSettings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined || value === null) continue;
    const expected = Object.hasOwn(types, name) ? types[name] : undefined;
    if (expected !== undefined && !expected.accepts(value))
      throw new ConfigurationError(
        `${name} among the connection settings must be ${expected.words}`,
        "They are those of the pg driver: host, port, database, user, password, ssl and others.",
      );
    refuseLibpqName(name, value);
  }
}

interface Type {
  readonly words: string;
  accepts(value: unknown): boolean;
}

const text: Type = { words: "a text", accepts: (value) => typeof value === "string" };

const types: Readonly<Record<string, Type>> = {
  connectionString: text,
  host: text,
  database: text,
  user: text,
  options: text,
  application_name: text,
  password: {
    words: "a text, or a function that returns one",
    accepts: (value) => typeof value === "string" || typeof value === "function",
  },
  port: {
    words: "a port's number",
    accepts: (value) => /^\d{1,5}$/.test(String(value)) && Number(value) <= 65_535,
  },
  ssl: {
    words: "true, false or an object of settings of TLS",
    accepts: (value) =>
      typeof value === "boolean" ||
      (typeof value === "object" && !Array.isArray(value)) ||
      value === "no-verify",
  },
  connectionTimeoutMillis: {
    words: "a number of milliseconds, 0 or more",
    accepts: (value) => Number.isFinite(value) && Number(value) >= 0,
  },
};

/** The driver's words for what libpq calls otherwise. */
const driverNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    connect_timeout: "connectionTimeoutMillis",
    dbname: "database",
    keepalives: "keepAlive",
    keepalives_idle: "keepAliveInitialDelayMillis",
    channel_binding: "connectionString",
    uselibpqcompat: "connectionString",
  }),
);

function refuseLibpqName(name: string, value: unknown): void {
  const source = `${name} among the connection settings`;
  const instead = tlsOptions.includes(name) ? "ssl" : driverNames.get(name);
  if (instead === undefined) return refuseUnsupported(name, { value: String(value), source });
  throw new ConfigurationError(
    `${source} is not known to the pg driver`,
    `Write ${instead}; ${name} itself may stand in a URL.`,
  );
}
