import { randomUUID } from "node:crypto";
import { chmodSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDirectories } from "./directories.ts";

/** What is kept for later may hold rows and text of migrations: it is its owner's alone. */
const ownersFile = 0o600;
const ownersDirectory = 0o700;
const others = 0o077;

/** Makes a directory of ours, which no repository is to take up. One that is there stays as it is. */
export function makePrivateDirectory(directory: string): void {
  makeDirectories(directory, ownersDirectory);
  writePrivateFile(join(directory, ".gitignore"), "*\n");
}

/** Writes a file that a reader meets whole or not at all. */
export function writePrivateFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${randomUUID()}${draftEnding}`;
  try {
    writeFileSync(draft, content, { mode: ownersFile });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** How what is not written to its end is called. */
export const draftEnding = ".new";

/** Takes a file, or a directory with all that is in it, away from others, where it was not made so. */
export function makePrivate(path: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || process.platform === "win32") return;
  const isDirectory = status.isDirectory();
  if ((status.mode & others) !== 0) chmodSync(path, isDirectory ? ownersDirectory : ownersFile);
  if (!isDirectory) return;
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (!entry.isSymbolicLink()) makePrivate(join(path, entry.name));
}
