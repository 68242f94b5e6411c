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

/** A file that a text is written to, or compared with. */
export interface OutputOptions {
  /** The file that is written, or compared. Default: none. */
  readonly output?: string | undefined;
  /** Write nothing, and say whether the file is what would be written. Default: false. */
  readonly check?: boolean | undefined;
}

/** What became of it. */
export interface OutputResult {
  /** The file, where one is named. */
  readonly file?: string;
  /** With `check`: whether the file says something else, or is not there. */
  readonly stale?: boolean;
}

/**
 * @param setting what names the file in the config
 * @throws InvalidRequestError where a file is to be compared, and none is named
 */
export function refuseUnnamed({ output, check }: OutputOptions, setting: string): void {
  if (!check || output !== undefined) return;
  throw new InvalidRequestError(
    "No file is named that could be compared",
    `Give --output FILE, or set ${setting} in the config.`,
  );
}

/**
 * Writes the file, or compares it, where one is named.
 * @throws InvalidRequestError where it cannot be written
 */
export function writeOrCompare({ output, check }: OutputOptions, text: string): OutputResult {
  if (output === undefined) return {};
  if (check) return { file: output, stale: isStale(output, text) };
  writeOutput(output, text);
  return { file: output };
}

/** Whether a file is not there, or says something else; how its lines end does not count. */
function isStale(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8").replaceAll("\r\n", "\n") !== text;
  } catch {
    return true;
  }
}
