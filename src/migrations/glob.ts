import { createRequire } from "node:module";

/** One glob pattern or several. */
export type Patterns = string | readonly string[];

/**
 * The files that glob patterns find, by its rules for names that begin with a dot: only where it says so.
 * @param ignored patterns of what to pass over
 */
export function globFiles(pattern: Patterns, ignored: Patterns | undefined): string[] {
  // Loaded here, since reading a directory is what nearly every run does instead.
  const { globSync } = createRequire(import.meta.url)("tinyglobby") as typeof import("tinyglobby");
  return globSync([pattern].flat(), {
    ignore: ignored === undefined ? [] : [ignored].flat(),
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
