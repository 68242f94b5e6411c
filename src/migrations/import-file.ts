import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Jiti, JitiOptions } from "jiti";
import { MissingPackageError } from "../errors/index.ts";
import { missingPackage, withPackage } from "../optional-package.ts";

/** How JS and TS files are imported. */
export interface ModuleOptions {
  /** Resolve path aliases by a tsconfig: `true` for the nearest, or its path. Default: off. */
  readonly tsconfigPaths?: boolean | string | undefined;
  /** Modules that files find by these names, wherever they are installed; only jiti knows of them. */
  readonly provided?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Imports a JS or TS file: by jiti, or as Node does where jiti is not installed.
 * @throws MissingPackageError for a file that Node alone cannot import
 */
export async function importFile(
  file: string,
  { tsconfigPaths = false, provided = {} }: ModuleOptions = {},
): Promise<Record<string, unknown>> {
  try {
    const jiti = await loaderFor(pathToFileURL(resolve("./")).href, tsconfigPaths, provided);
    return await jiti.import(resolve(file));
  } catch (error) {
    if (!(error instanceof MissingPackageError)) throw error;
    return importByNode(file);
  }
}

const loaders = new Map<string, Promise<Jiti>>();

/** One loader for all files, so that what they import is loaded once. */
function loaderFor(
  base: string,
  tsconfigPaths: boolean | string,
  provided: Readonly<Record<string, unknown>>,
): Promise<Jiti> {
  const key = [base, tsconfigPaths, ...Object.keys(provided)].join(" ");
  const loader = loaders.get(key) ?? makeLoader(base, { tsconfigPaths, virtualModules: provided });
  loaders.set(key, loader);
  return loader;
}

async function makeLoader(base: string, options: JitiOptions): Promise<Jiti> {
  const { createJiti } = await withPackage("jiti", () => import("jiti"));
  return createJiti(base, options);
}

async function importByNode(file: string): Promise<Record<string, unknown>> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    const isNodes = (error as NodeJS.ErrnoException).code?.startsWith("ERR_") === true;
    throw isNodes ? missingPackage("jiti", error, { file, line: 1, column: 1 }) : error;
  }
}
