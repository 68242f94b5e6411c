import { existsSync } from "node:fs";
import { checkedSettings } from "./node-pg-migrate-config.ts";
import { importFromProject } from "./project-package.ts";
import type { ConfigFile } from "./sources.ts";

interface ConfigPackage {
  has(name: string): boolean;
  get(name: string): unknown;
}

/**
 * A section of what the project's `config` package holds; undefined where the project has no such package, or the
 * package no such section.
 * @throws ConfigurationError
 */
export async function readConfigPackage(section: string): Promise<ConfigFile | undefined> {
  const { NODE_CONFIG, NODE_CONFIG_DIR } = process.env;
  const mayBeThere = NODE_CONFIG ?? NODE_CONFIG_DIR ?? existsSync("config");
  if (mayBeThere === false) return undefined;
  process.env["SUPPRESS_NO_CONFIG_WARNING"] ??= "yes";
  const config = await importFromProject<ConfigPackage>("config");
  if (!config?.has(section)) return undefined;
  const path = `${section} of the package config`;
  return { path, content: await checkedSettings(path, config.get(section)) };
}
