import { ConfigurationError } from "../errors/index.ts";
import { configContent, configFileHere } from "./config-content.ts";
import { readConfigPackage } from "./config-package.ts";
import { databaseUrl, findDatabaseUrl } from "./database-url.ts";
import { readDotenv, readEnvironment } from "./environment.ts";
import { environments, valueIfSet } from "./environments.ts";
import { type Address, address } from "./kinds.ts";
import { findProtected } from "./protected.ts";
import { inConfigs } from "./resolve.ts";
import type { ConfigFile, Sourced, Sources } from "./sources.ts";

/**
 * Where the targets are that a project protects, each with what says so.
 * @throws ConfigurationError
 */
export async function protectedTargets(): Promise<Sourced<Address>[]> {
  const sources = await sourcesHere();
  return [...protectedEnvironments(sources), ...protectedTarget(sources)];
}

/** All but the check of the whole config, for which the rules of lint would be loaded. */
async function sourcesHere(): Promise<Sources> {
  const environment = readEnvironment(process.env, await readDotenv(undefined), ".env");
  const configPackage = await readConfigPackage("db");
  return { flags: {}, environment, config: await uncheckedConfig(), configPackage };
}

async function uncheckedConfig(): Promise<ConfigFile | undefined> {
  const path = configFileHere();
  if (path === undefined) return undefined;
  return { path, content: Object(await configContent(path)) as ConfigFile["content"] };
}

/** Those whose place is known here: the variable of another one is not set. */
function protectedEnvironments(sources: Sources): Sourced<Address>[] {
  const found = inConfigs(environments, sources);
  return Object.entries(found?.value ?? {}).flatMap(([name, one]) => {
    const value = one?.protected === true ? valueIfSet(one.url, sources.environment) : undefined;
    return sourcedAddress(value, `environments.${name} in ${found!.source}`);
  });
}

/** What a command would work on, and what the config names beside it. */
function protectedTarget(sources: Sources): Sourced<Address>[] {
  const found = findProtected(sources);
  if (found?.value !== true) return [];
  const configured = valueIfSet(inConfigs(databaseUrl, sources)?.value, sources.environment);
  return [target(sources), configured].flatMap((one) => sourcedAddress(one, found.source));
}

/** Undefined where what names it is not set here. */
function target(sources: Sources): Address | undefined {
  try {
    return findDatabaseUrl(sources)?.value;
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function sourcedAddress(given: unknown, source: string): Sourced<Address>[] {
  const value = address.accept(given);
  return value === undefined ? [] : [{ value, source }];
}
