import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { listFiles } from "../migrations/index.ts";
import { globFiles, type Patterns } from "../migrations/index.ts";
import { loadActions, type MigrationActions, type ModuleOptions } from "../migrations/index.ts";
import type { MigrationSource } from "../migrations/index.ts";

/** What a custom loader makes of files: the migration's name is that of its id, without directory and extension. */
export interface MigrationUnit {
  readonly id: string;
  readonly filePaths: readonly string[];
  readonly actions: MigrationActions;
}

export type MigrationLoader = (filePaths: string[]) => Promise<MigrationUnit[]> | MigrationUnit[];

/** Which files are loaded how: by a loader of one's own, or by one of ours by its name. */
export interface MigrationLoaderStrategy {
  /** With the dot: `.sql`. */
  readonly extensions: readonly string[];
  readonly loader: MigrationLoader | "default" | "legacySql" | "sql";
}

interface LoadOptions extends ModuleOptions {
  readonly dir: Patterns;
  readonly useGlob?: boolean | undefined;
  readonly ignorePattern?: Patterns | undefined;
}

/**
 * Loads the files of a directory by strategies, each file by the first that names its extension.
 * @throws InvalidRequestError for a file that no strategy names
 */
export async function loadByStrategies(
  { dir, useGlob, ignorePattern, tsconfigPaths }: LoadOptions,
  strategies: readonly MigrationLoaderStrategy[],
): Promise<MigrationSource> {
  const groups = new Map<MigrationLoaderStrategy, string[]>();
  for (const file of filesOf({ dir, useGlob, ignorePattern })) {
    const strategy = strategyFor(file, strategies);
    groups.set(strategy, [...(groups.get(strategy) ?? []), file]);
  }
  const source: Record<string, string | MigrationActions> = {};
  for (const [{ loader }, files] of groups)
    Object.assign(source, await load(loader, files, { tsconfigPaths }));
  return source;
}

/** What node-pg-migrate does without strategies. */
export const classicStrategies: readonly MigrationLoaderStrategy[] = [
  { extensions: [".sql"], loader: "legacySql" },
  { extensions: [".js", ".ts", ".cjs", ".mjs", ".cts", ".mts"], loader: "default" },
];

/** Whether several patterns are given, where a directory could be only one. */
export function hasLists({ dir, ignorePattern }: LoadOptions): boolean {
  return (
    typeof dir !== "string" || (ignorePattern !== undefined && typeof ignorePattern !== "string")
  );
}

function filesOf({ dir, useGlob, ignorePattern }: LoadOptions): string[] {
  if (useGlob) return globFiles(dir, ignorePattern);
  if (typeof dir === "string" && (ignorePattern === undefined || typeof ignorePattern === "string"))
    return listFiles(dir, { ignorePattern });
  throw new ConfigurationError(
    '"dir" and "ignorePattern" can be lists only with useGlob',
    "Give one of each, or set useGlob.",
  );
}

function strategyFor(
  file: string,
  strategies: readonly MigrationLoaderStrategy[],
): MigrationLoaderStrategy {
  const extension = extname(file).toLowerCase();
  const found = strategies.find(({ extensions }) =>
    extensions.some((one) => one.toLowerCase() === extension),
  );
  if (found !== undefined) return found;
  throw new InvalidRequestError(
    `No loader strategy for ${file}`,
    `Add one for "${extension}", or ignore the file.`,
  );
}

async function load(
  loader: MigrationLoaderStrategy["loader"],
  files: string[],
  options: ModuleOptions,
): Promise<MigrationSource> {
  if (typeof loader === "function") {
    return Object.fromEntries((await loader(files)).map(({ id, actions }) => [id, actions]));
  }
  const entries = files.map(async (file) => {
    const text = readFileSync(file, "utf8");
    return [file, loader === "default" ? await loadActions(file, text, options) : text] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
