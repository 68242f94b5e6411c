import { existsSync, readFileSync } from "node:fs";
import { ConfigurationError, MissingPackageError } from "../../errors/index.ts";
import { importFile } from "../../migrations/index.ts";
import { checkedSettings, foreignPart } from "./node-pg-migrate-config.ts";
import type { ConfigFile } from "./sources.ts";

const names = ["json", "js", "mjs", "cjs", "ts", "mts", "cts"].map(
  (extension) => `pgmaestro.config.${extension}`,
);

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
  const path = named ?? names.find((name) => existsSync(name));
  if (path === undefined) return undefined;
  if (!existsSync(path))
    throw new ConfigurationError(`There is no config file ${path}`, "Check --config-file.");
  const content = await readContent(path);
  const foreign = named === undefined ? undefined : foreignPart(content, section);
  if (foreign !== undefined) return { path, content: await checkedSettings(path, foreign) };
  const { checkedConfig } = await import("./config-schema.ts");
  return { path, content: checkedConfig(path, content) };
}

async function readContent(path: string): Promise<unknown> {
  try {
    if (path.endsWith(".json"))
      return JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    const loaded = await importFile(path);
    return loaded["default"] ?? loaded;
  } catch (error) {
    if (error instanceof MissingPackageError) throw error;
    throw new ConfigurationError(
      `${path} cannot be read: ${(error as Error).message}`,
      "Fix the file, or remove it.",
      error,
    );
  }
}
