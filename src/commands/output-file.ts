import { writeFileSync } from "node:fs";
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
