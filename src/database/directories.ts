import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a directory, and those above it. `mkdirSync` with `recursive` never ends where the system says ENOENT to a
 * directory whose parent is there, as in /proc.
 */
export function makeDirectories(directory: string, mode?: number): void {
  if (existsSync(directory) && statSync(directory).isDirectory()) return;
  if (dirname(directory) !== directory) makeDirectories(dirname(directory), mode);
  try {
    mkdirSync(directory, mode);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
    if (!isThere || !statSync(directory).isDirectory()) throw error;
  }
}
