import { existsSync } from "node:fs";
import { ConfigurationError } from "../errors/index.ts";
import { configContent, configFileHere } from "./config-content.ts";
import { checkedSettings, foreignPart } from "./node-pg-migrate-config.ts";
import type { ConfigFile } from "./sources.ts";

/**
 * Reads the config file that is named, or the `pgmaestro.config.*` of the working directory. One that is named may
 * also be in node-pg-migrate's shape.
 * @param section where such a file may keep its settings
 * @throws ConfigurationError for one that is named but not there, or cannot be read, or holds an unknown setting
 */
export async function readConfigFile(
  named: string | undefined,
  section = "db",
): Promise<ConfigFile | undefined> {
  const path = named ?? configFileHere();
  if (path === undefined) return undefined;
  if (!existsSync(path))
    throw new ConfigurationError(`There is no config file ${path}`, "Check --config-file.");
  const content = await configContent(path);
  const foreign = named === undefined ? undefined : foreignPart(content, section);
  if (foreign !== undefined) return { path, content: await checkedSettings(path, foreign) };
  const { checkedConfig } = await import("./config-schema.ts");
  return { path, content: checkedConfig(path, content) };
}
