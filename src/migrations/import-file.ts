import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { MissingPackageError } from "../errors/index.ts";
import { missingPackage, withPackage } from "../optional-package.ts";

/** How JS and TS files are imported. */
export interface ModuleOptions {
  /** Resolve path aliases by a tsconfig: `true` for the nearest, or its path. Default: off. */
  readonly tsconfigPaths?: boolean | string | undefined;
}

/**
 * Imports a JS or TS file: by jiti, or as Node does where jiti is not installed.
 * @throws MissingPackageError for a file that Node alone cannot import
 */
export async function importFile(
  file: string,
  { tsconfigPaths = false }: ModuleOptions = {},
): Promise<Record<string, unknown>> {
  try {
    const jiti = await loaderFor(pathToFileURL(resolve("./")).href, tsconfigPaths);
    return await jiti.import(resolve(file));
  } catch (error) {
    if (!(error instanceof MissingPackageError)) throw error;
    return importByNode(file);
  }
}

const loaders = new Map<string, Promise<Jiti>>();

/** One loader for all files, so that what they import is loaded once. */
function loaderFor(base: string, tsconfigPaths: boolean | string): Promise<Jiti> {
  const key = `${base} ${tsconfigPaths}`;
  const loader = loaders.get(key) ?? makeLoader(base, tsconfigPaths);
  loaders.set(key, loader);
  return loader;
}

async function makeLoader(base: string, tsconfigPaths: boolean | string): Promise<Jiti> {
  const { createJiti } = await withPackage("jiti", () => import("jiti"));
  return createJiti(base, { tsconfigPaths });
}

async function importByNode(file: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const isNodes = (error as NodeJS.ErrnoException).code?.startsWith("ERR_") === true;
    throw isNodes ? missingPackage("jiti", error, { file, line: 1, column: 1 }) : error;
  }
}
