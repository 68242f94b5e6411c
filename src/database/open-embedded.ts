import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { lockDirectory, type DirectoryLock } from "./directory-lock.ts";
import type { PGliteLike } from "./embedded.ts";
import { emptyDatabase } from "./empty-database.ts";
import { placeRefused, prepareEmbedded, refuseUnfitPlace } from "./embedded-place.ts";
import { makePrivate } from "./private-files.ts";
import { loadPGlite, startParameters } from "./pglite.ts";
import { unpackInto } from "./tar.ts";
import { loadExtensions, recordedExtensions, recordExtensions } from "./extensions.ts";

/** An embedded database that is open in this process. */
export interface OpenEmbedded {
  readonly pglite: PGliteLike & { close(): Promise<void> };
  readonly lock: DirectoryLock;
  /** Closes the database and gives the directory back. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The extensions to have at hand. */
  readonly extensions: () => readonly string[];
  /** How long to wait for another process that uses the directory, in seconds. */
  readonly lockWait: number;
  /** Called before a new database is made, which takes some seconds. */
  readonly onCreate?: (directory: string) => void;
  /** Where there is no database, none is made: an empty one in memory stands for it. Called before. */
  readonly onAbsent?: ((directory: string) => void) | undefined;
}

/** The directory that a `pglite:` URL names, absolute. */
export function embeddedDirectory(url: string): string {
  const path = decoded(url.replace(/^pglite:(\/\/(?=\/|\.))?/, ""));
  if (path === "") {
    throw new ConfigurationError(
      `"${url}" names no directory`,
      "Write it like pglite:./.pgmaestro/database or pglite:/absolute/path.",
    );
  }
  return resolve(path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new ConfigurationError(
      `"pglite:${path}" holds a % that begins no escape`,
      "Write a % of the directory's name as %25.",
    );
  }
}

/**
 * Opens an embedded database, and makes it where there is none.
 * @returns the database, or the URL where another process serves it
 * @throws LockedError when another process keeps the directory
 */
export async function openEmbedded(
  directory: string,
  options: EmbeddedOptions,
): Promise<OpenEmbedded | { readonly servedAt: string }> {
  prepareEmbedded(directory);
  const lock = await lockPlace(directory, options.lockWait);
  if ("servedAt" in lock) return lock;
  const letGo = () => {
    try {
      makePrivate(directory);
    } finally {
      lock.release();
    }
  };
  try {
    if (!existsSync(directory)) await initialise(directory, options);
    makePrivate(directory);
    const pglite = await openWithExtensions(directory, options.extensions());
    return { pglite, lock, close: () => pglite.close().finally(letGo) };
  } catch (error) {
    lock.release();
    throw placeRefused(directory, error);
  }
}

/** Whether there is none, and none is to be made. */
export function isAbsent(directory: string, { onAbsent }: EmbeddedOptions): boolean {
  return onAbsent !== undefined && !existsSync(directory);
}

/**
 * An empty database in memory that stands for one which is not there.
 * @throws ConfigurationError where none could come
 */
export async function openAbsent(directory: string, { extensions, onAbsent }: EmbeddedOptions) {
  refuseUnfitPlace(directory);
  onAbsent?.(directory);
  const { openEmpty } = await import("./scratch-embedded.ts");
  const pglite = await openEmpty(extensions());
  return { pglite, close: () => pglite.close() };
}

/**
 * Removes an embedded database, and nothing that is none.
 * @returns whether there was one
 * @throws LockedError when another process uses it
 */
export async function removeEmbedded(directory: string, lockWait: number): Promise<boolean> {
  if (!existsSync(directory)) return false;
  prepareEmbedded(directory);
  const lock = await lockPlace(directory, lockWait);
  if ("servedAt" in lock)
    throw new InvalidRequestError(
      `The embedded database in ${directory} is served by another process`,
      "End `pgmaestro serve` first.",
    );
  try {
    rmSync(directory, { recursive: true });
    return true;
  } finally {
    lock.release();
  }
}

async function lockPlace(directory: string, waitSeconds: number) {
  try {
    return await lockDirectory(directory, waitSeconds);
  } catch (error) {
    throw placeRefused(directory, error);
  }
}

/** A new database grows beside its place and is moved there when it is whole. */
async function initialise(directory: string, { onCreate }: EmbeddedOptions): Promise<void> {
  onCreate?.(directory);
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const tar = await emptyDatabase();
  unpackInto(draft, tar);
  renameSync(draft, directory);
}

/** Opens with what is asked for and what was used before; once more where the database turns out to need others. */
async function openWithExtensions(directory: string, asked: readonly string[]) {
  const names = [...new Set([...recordedExtensions(directory), ...asked])];
  const pglite = await openRecorded(directory, names);
  const { rows } = await pglite.query(
    "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'",
  );
  const installed = (rows as { extname: string }[]).map((row) => row.extname);
  if (installed.every((name) => names.includes(name))) return pglite;
  await pglite.close();
  return openRecorded(directory, [...new Set([...names, ...installed])]);
}

async function openRecorded(directory: string, names: readonly string[]) {
  const extensions = await loadExtensions(names);
  const { PGlite } = await loadPGlite();
  const pglite = await PGlite.create(`file://${directory}`, {
    startParams: startParameters(PGlite),
    extensions: extensions as never,
  });
  recordExtensions(directory, Object.keys(extensions));
  return pglite as unknown as PGliteLike & { close(): Promise<void> };
}
