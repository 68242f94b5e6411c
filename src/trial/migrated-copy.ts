import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Connection, type DatabaseCopy, openCopy } from "../database/index.ts";
import { baselineOf, directoryOf, extensionsOf, type ScriptOptions } from "../engine/index.ts";
import { InvalidRequestError, messageOf } from "../errors/index.ts";
import { importedFiles, type Migration, standsFor } from "../migrations/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { prepareScratch, replay } from "./replay.ts";
import { missingRoles } from "./roles.ts";
import { hashOf, stateKeys } from "./state-keys.ts";

/** Where copies are made, and what they depend on beside the migrations. */
export interface CopiedFrom extends ScriptOptions {
  /** The URL of a server on which to make databases. Default: embedded ones, in memory. */
  readonly server?: string | undefined;
  /** The directory in which states of embedded databases are kept. Default: `.pgmaestro/cache`. */
  readonly cache?: string | undefined;
  /** Files beside the migrations that change what these make, such as a module that one imports by an alias. */
  readonly dependsOn?: readonly string[] | undefined;
}

/**
 * A database of the opener's own, in which the migrations and what they stand on have run: a copy of one that is kept for as long
 * as nothing changes that it was made of.
 */
export async function openMigratedCopy(
  migrations: readonly Migration[],
  options: CopiedFrom,
): Promise<DatabaseCopy> {
  await loadParser();
  const baseline = baselineOf(options);
  const due = migrations.filter(({ name }) => !standsFor(baseline, name));
  const roles = missingRoles(migrations, baseline);
  const keys = withModules(stateKeys(due, roles, options), due, options);
  const { server, cache = ".pgmaestro/cache", onEvent } = options;
  const place = {
    server,
    cache,
    extensions: () => extensionsOf(migrations, baseline),
    onCreate: () => onEvent?.({ type: "creating-database", directory: "memory" }),
  };
  const make = async (connection: Connection) => {
    await prepareScratch(connection, options);
    await replay(connection, due, options, roles);
  };
  return openCopy(place, { keys, family: familyOf(migrations, options), make });
}

/** From the first JS or TS migration on there is one state only, which depends on the files that are imported, too. */
function withModules(
  keys: readonly string[],
  due: readonly Migration[],
  options: CopiedFrom,
): string[] {
  const rest = due.slice(keys.length - 1);
  const files = (options.dependsOn ?? []).map((file) => [file, textOf(file)]);
  if (rest.length === 0 && files.length === 0) return [...keys];
  const { decamelize, tsconfigPaths } = options;
  const texts = rest.map(({ name, kind, file, up, actions }) => [
    ...[name, up.text],
    ...(actions ? [String(actions.up), JSON.stringify(actions.shorthands)] : []),
    ...(kind === "module" && actions === undefined ? importedFiles(file) : []),
  ]);
  const key = hashOf([keys.at(-1), texts, files, { decamelize, tsconfigPaths }]);
  return [...(files.length > 0 ? [] : keys), key];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InvalidRequestError(
      `${file} cannot be read: ${messageOf(error)}`,
      "`dependsOn` names files that are there, relative to the working directory.",
    );
  }
}

/** One directory with one way to run it has one state at a time. Migrations that are given may be others each time. */
function familyOf(migrations: readonly Migration[], options: CopiedFrom): string {
  const { onEvent: _, signal: __, ...given } = options;
  const place =
    options.migrations === undefined
      ? resolve(directoryOf(options))
      : migrations.map(({ name }) => name);
  return hashOf([place, { ...given, migrations: undefined, server: undefined }]);
}
