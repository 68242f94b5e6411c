import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeDirectories } from "../database/index.ts";
import { InvalidRequestError, messageOf } from "../errors/index.ts";

/**
 * Writes the file that --output names.
 * @throws InvalidRequestError where it cannot be written
 */
export function writeOutput(file: string, text: string): void {
  try {
    makeDirectories(dirname(file));
    writeFileSync(file, text);
  } catch (error) {
    throw new InvalidRequestError(
      `${file} cannot be written: ${messageOf(error)}`,
      "Check --output.",
    );
  }
}

/** Whether a file is not there, or says something else; how its lines end does not count. */
export function isStale(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n") !== text;
  } catch {
    return true;
  }
}
