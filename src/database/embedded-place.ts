import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../errors/index.ts";
import { makeDirectories } from "./directories.ts";

/**
 * Makes sure that an embedded database may be in a directory, or come there.
 * @throws ConfigurationError for a file, a directory of something else, or a place where nothing can be made
 */
export function prepareEmbedded(directory: string): void {
  refusingPlace(directory, () => {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false)
      throw unusable(directory, "it is a file");
    if (isOfSomethingElse(directory))
      throw unusable(directory, "it holds other files, and no database");
    makeDirectories(dirname(directory), 0o700);
  });
}

/**
 * Makes nothing, and sees whether an embedded database could come where none is.
 * @throws ConfigurationError where a part of the path is a file, or this user may not write
 */
export function refuseUnfitPlace(directory: string): void {
  refusingPlace(directory, () => {
    const above = nearestAbove(directory);
    if (!statSync(above).isDirectory()) throw unusable(directory, reasons["ENOTDIR"]!);
    accessSync(above, constants.W_OK);
  });
}

function nearestAbove(directory: string): string {
  const above = dirname(directory);
  return existsSync(above) || above === directory ? above : nearestAbove(above);
}

function isOfSomethingElse(directory: string): boolean {
  return (
    existsSync(directory) &&
    !existsSync(join(directory, "PG_VERSION")) &&
    readdirSync(directory).length > 0
  );
}

/** Acts on a directory; what the system refuses there is a wrong setting. */
function refusingPlace<Result>(directory: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw placeRefused(directory, error);
  }
}

/** What the system, or PGlite, says of a place as an error of the configuration. */
export function placeRefused(directory: string, error: unknown): unknown {
  const { code, errno } = error as { readonly code?: unknown; readonly errno?: unknown };
  if (typeof code === "string" && code in reasons) return unusable(directory, reasons[code]!);
  const isOfFiles = typeof errno === "number" && !(error instanceof Error && code === undefined);
  return isOfFiles ? unusable(directory, "the system refuses to open it") : error;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "nothing can be written there",
  ENOENT: "nothing can be made there",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a part of the path is a file",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "the path leads in a circle",
  EINVAL: "the path is not valid",
};

function unusable(directory: string, reason: string): ConfigurationError {
  return new ConfigurationError(
    `${directory} cannot be an embedded database: ${reason}`,
    "Name another directory, as in pglite:./.pgmaestro/database, or a server.",
  );
}
