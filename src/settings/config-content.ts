import { existsSync, readFileSync } from "node:fs";
import { ConfigurationError, MissingPackageError, messageOf } from "../errors/index.ts";
import { importFile } from "../migrations/index.ts";

const names = ["json", "js", "mjs", "cjs", "ts", "mts", "cts"].map(
  (extension) => `pgmaestro.config.${extension}`,
);

/** The `pgmaestro.config.*` of the working directory. */
export function configFileHere(): string | undefined {
  return names.find((name) => existsSync(name));
}

/**
 * What a config file holds, of whatever shape.
 * @throws ConfigurationError where it cannot be read; MissingPackageError
 */
export async function configContent(path: string): Promise<unknown> {
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
