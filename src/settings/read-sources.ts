import { configFile, envPath } from "./general-options.ts";
import { optionValue } from "./option.ts";
import { readConfigFile } from "./config-file.ts";
import { readConfigPackage } from "./config-package.ts";
import { exportVariables, readDotenv, readEnvironment } from "./environment.ts";
import { refuseUnknownVariables } from "./known-variables.ts";
import { configValue } from "./node-pg-migrate-flags.ts";
import type { Sources } from "./sources.ts";

/** Reads environment, .env, config file and config package, once. */
export async function readSources(flags: Sources["flags"]): Promise<Sources> {
  const file = optionValue(envPath, flags);
  const section = optionValue(configValue, flags) ?? "db";
  const dotenv = await readDotenv(file);
  const environment = readEnvironment(process.env, dotenv, file ?? ".env");
  refuseUnknownVariables(environment);
  exportVariables(dotenv);
  const config = await readConfigFile(optionValue(configFile, flags), section);
  return { flags, environment, config, configPackage: await readConfigPackage(section) };
}
