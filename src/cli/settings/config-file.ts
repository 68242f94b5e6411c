import { existsSync, readFileSync } from "node:fs";
import { ConfigurationError, MissingPackageError, messageOf } from "../../errors/index.ts";
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
    return plainCopy(loaded["default"] ?? loaded);
  } catch (error) {
    if (error instanceof MissingPackageError) throw error;
    throw new ConfigurationError(
      `${path} cannot be read: ${messageOf(error)}`,
      "Fix the file, or remove it.",
      error,
    );
  }
}

/** Asks every getter once, here, where one that throws is the file's fault. */
function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainCopy(part)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
