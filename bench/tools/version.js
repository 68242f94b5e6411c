// @ts-check
import { readFileSync } from "node:fs";

/**
 * The version of the package in a directory, relative to this one.
 * @param {string} directory
 * @returns {string}
 */
export function versionIn(directory) {
  return JSON.parse(readFileSync(new URL(`${directory}package.json`, import.meta.url), "utf8"))
    .version;
}
