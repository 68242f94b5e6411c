import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError, messageOf } from "../errors/index.ts";

/**
 * A package that the project may have installed, by its default export; undefined where it has not.
 * @throws ConfigurationError where it is installed, and fails
 */
export async function importFromProject<Package>(name: string): Promise<Package | undefined> {
  const path = find(name);
  if (path === undefined) return undefined;
  try {
    const loaded = (await import(pathToFileURL(path).href)) as { default?: Package };
    return loaded.default ?? (loaded as Package);
  } catch (error) {
    throw new ConfigurationError(
      `The project's package ${name} cannot be loaded: ${messageOf(error)}`,
      "Fix what it reads, or remove it.",
      error,
    );
  }
}

function find(name: string): string | undefined {
  try {
    return createRequire(resolve("package.json")).resolve(name);
  } catch {
    return undefined;
  }
}
