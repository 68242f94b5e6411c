import { existsSync, readFileSync, statSync } from "node:fs";
import { ConfigurationError } from "../errors/index.ts";
import { importFromProject } from "./project-package.ts";
import type { Environment, Sourced } from "./sources.ts";

/** The process's variables over those of the .env file; empty ones count as not set. */
export function readEnvironment(
  variables: NodeJS.ProcessEnv,
  dotenv: Readonly<Record<string, string>>,
  file: string,
): Environment {
  const environment: Record<string, Sourced<string>> = {};
  for (const [name, value] of Object.entries(dotenv)) {
    if (value !== "") environment[name] = { value, source: `${name} in ${file}` };
  }
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && value !== "")
      environment[name] = { value, source: `${name} in the environment` };
  }
  return environment;
}

/**
 * Reads a .env file; an absent one is empty unless it was asked for by name.
 * @throws ConfigurationError
 */
export async function readDotenv(named: string | undefined): Promise<Record<string, string>> {
  const path = named ?? ".env";
  if (!existsSync(path) || !statSync(path).isFile()) {
    if (named === undefined) return {};
    throw new ConfigurationError(`There is no file ${named}`, "Check --env-path.");
  }
  const { default: dotenv } = await import("dotenv");
  return expand(dotenv.parse(readFileSync(path)));
}

interface DotenvExpand {
  expand(options: { parsed: Record<string, string>; processEnv: Record<string, string> }): {
    parsed?: Record<string, string>;
  };
}

/** `${OTHER}` counts where the project has dotenv-expand: elsewhere a password may hold a dollar sign. */
async function expand(parsed: Record<string, string>): Promise<Record<string, string>> {
  if (!Object.values(parsed).some((value) => value.includes("$"))) return parsed;
  const found = await importFromProject<DotenvExpand>("dotenv-expand");
  const processEnv = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return found?.expand({ parsed: { ...parsed }, processEnv }).parsed ?? parsed;
}

/** Lets JS migrations, the driver and the project's own packages see the .env file; the process's own variables win. */
export function exportVariables(dotenv: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(dotenv)) process.env[name] ??= value;
}
