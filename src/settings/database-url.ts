import { urlFromParts } from "../database/index.ts";
import { ConfigurationError } from "../errors/index.ts";
import { address, text, type Address } from "./kinds.ts";
import { option } from "./option.ts";
import { refuseSeveral } from "./refuse-several.ts";
import { addressOf, chosenEnvironment, referredValue } from "./environments.ts";
import { findUsual, inConfigs, inFlags } from "./resolve.ts";
import { setting, type SettingsOf } from "./setting.ts";
import type { Environment, Sourced, Sources } from "./sources.ts";

/** Where a URL is looked for when no other variable is named. */
const usualVariable = "DATABASE_URL";

export const databaseUrlVar = {
  ...setting(
    option(
      "-d, --database-url-var <name>",
      text,
      "the variable with its URL (default DATABASE_URL)",
    ),
    undefined,
  ),
  variable: undefined,
};

export const databaseUrl = {
  ...setting(
    option("--database-url <url>", address, "the database: postgres://… or pglite:DIRECTORY"),
    undefined,
  ),
  variable: undefined,
  find: findDatabaseUrl,
};

/**
 * An environment that is asked for is all that counts. The flag wins over the variable, which wins over POSTGRES_…, which win over PG…; the config comes after all of
 * them. For a variable that a flag names, and that is not set, nothing stands in; for one of the config, the config.
 */
export function findDatabaseUrl(sources: Sources): Sourced<Address> | undefined {
  const { environment } = sources;
  const chosen = chosenEnvironment(sources);
  if (chosen !== undefined) return addressOf(chosen, environment);
  const variable = findUsual(databaseUrlVar, sources);
  const name = variable?.value ?? usualVariable;
  const flag = inFlags(databaseUrl, sources);
  if (flag !== undefined && inFlags(databaseUrlVar, sources) !== undefined)
    refuseSeveral({ "--database-url": true, "--database-url-var": true });
  const named = flag ?? environment[name];
  if (named !== undefined) return named;
  const configured = inConfigs(databaseUrl, sources);
  const written = () =>
    configured && referredValue(configured.value, environment, configured.source);
  if (name !== usualVariable) return variable!.source.startsWith("--") ? undefined : written();
  return (
    fromParts(environment, postgresVariables, configured) ??
    fromParts(environment, pgVariables, configured) ??
    written()
  );
}

/**
 * The variable that was to hold the URL and is not set.
 * @throws ConfigurationError
 */
export function refuseUnsetVariable(
  settings: SettingsOf<typeof databaseUrl | typeof databaseUrlVar>,
): void {
  const name = settings.databaseUrlVar?.value ?? usualVariable;
  if (settings.databaseUrl !== undefined || name === usualVariable) return;
  throw new ConfigurationError(
    `The variable ${name} is not set`,
    "--database-url-var names the variable that holds the URL.",
  );
}

const postgresVariables = {
  host: "POSTGRES_HOST",
  port: "POSTGRES_PORT",
  database: "POSTGRES_DB",
  user: "POSTGRES_USER",
  password: "POSTGRES_PASSWORD",
};

const pgVariables = {
  host: "PGHOST",
  port: "PGPORT",
  database: "PGDATABASE",
  user: "PGUSER",
  password: "PGPASSWORD",
};

/** Where a config names the database, a password alone in the environment names no other. */
function fromParts(
  environment: Environment,
  names: Readonly<Record<"host" | "port" | "database" | "user" | "password", string>>,
  configured: unknown,
): Sourced<string> | undefined {
  const given = Object.entries(names).filter(([, name]) => environment[name] !== undefined);
  const namesDatabase = given.some(([part]) => part === "host" || part === "database");
  if (given.length === 0 || (configured !== undefined && !namesDatabase)) return undefined;
  const parts = Object.fromEntries(given.map(([part, name]) => [part, environment[name]!.value]));
  const places = [
    ...new Set(given.map(([, name]) => environment[name]!.source.replace(/^\S+ in /, ""))),
  ];
  return {
    value: urlFromParts({ host: "localhost", ...parts }),
    source: `${given.map(([, name]) => name).join(", ")} in ${places.join(" and ")}`,
  };
}
