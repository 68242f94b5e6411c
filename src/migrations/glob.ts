import { createRequire } from "node:module";

/**
 * The files that a glob pattern finds, by its rules for names that begin with a dot: only where it says so.
 * @param ignored a pattern of what to pass over
 */
export function globFiles(pattern: string, ignored: string | undefined): string[] {
  // Loaded here, since reading a directory is what nearly every run does instead.
  const { globSync } = createRequire(import.meta.url)("tinyglobby") as typeof import("tinyglobby");
  return globSync(pattern, {
    ignore: ignored === undefined ? [] : [ignored],
    expandDirectories: false,
  }).toSorted();
}

const special = /[*?[{]|[!+@]\(/;

/** The directory that all files of a pattern are in: where a new one belongs. */
export function directoryOfGlob(pattern: string): string {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => special.test(part));
  return parts.slice(0, first === -1 ? -1 : first).join("/") || ".";
}
