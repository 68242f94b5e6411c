import { InvalidRequestError } from "../errors/index.ts";
import type { InPlaceOptions, ReadOptions } from "./foreign-place.ts";

/**
 * The options of a command with another tool's migrations in place of ours, where they name one; only then is it loaded how that is read.
 * @param needsDown whether a tool that has no down migrations is asked for them all the same
 * @throws InvalidRequestError for a tool that is not known; the errors of files
 */
export async function inPlace<Options extends ReadOptions>(
  options: Options,
  needsDown = false,
): Promise<Options> {
  const { fromTool } = options;
  if (fromTool === undefined) return options;
  const { readInPlace } = await import("./read-in-place.ts");
  return readInPlace(options, fromTool, needsDown);
}

/** @throws InvalidRequestError where files of another tool would be written */
export async function refuseWriting(what: string, { fromTool }: InPlaceOptions): Promise<void> {
  if (fromTool === undefined) return;
  const { sourceNamed } = await import("../import/index.ts");
  throw new InvalidRequestError(
    `${what} writes files of ours, and --from reads those of ${sourceNamed(fromTool.tool).title}`,
    `Look at what it shows and write it into them, or take them over first: \`pgmaestro import ${fromTool.tool}\`.`,
  );
}
