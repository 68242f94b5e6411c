import { urlFromParts, type ServerSettings } from "../database/index.ts";
import type { Environment } from "./environment.ts";
import type { Sourced } from "./sourced.ts";

/** Where the database is: a URL, or settings of the driver. */
export type Address = string | ServerSettings;

/** What may name the database; `configured` is what config file and config package say. */
export interface AddressSources {
  readonly flag: Sourced<string> | undefined;
  /** The variable that is to hold the URL; DATABASE_URL where none is named. */
  readonly variable: Sourced<string> | undefined;
  readonly environment: Environment;
  readonly configured: Sourced<Address> | undefined;
}

/** Where a URL is looked for when no other variable is named. */
export const usualVariable = "DATABASE_URL";

/**
 * The flag wins over the variable, which wins over POSTGRES_…, which win over PG…; the config comes after all of
 * them. For a variable that a flag names, and that is not set, nothing stands in; for one of the config, the config.
 */
export function addressOf(sources: AddressSources): Sourced<Address> | undefined {
  const { flag, variable, environment, configured } = sources;
  const name = variable?.value ?? usualVariable;
  const named = flag ?? environment[name];
  if (named !== undefined) return named;
  if (name !== usualVariable) return variable!.source.startsWith("--") ? undefined : configured;
  return (
    fromParts(environment, postgresVariables, configured) ??
    fromParts(environment, pgVariables, configured) ??
    configured
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
