import { InvalidRequestError } from "../errors/index.ts";
import type { ForeignPlace } from "../commands/foreign-place.ts";
import type { ChangedFiles } from "../migrations/index.ts";
import { text } from "./kinds.ts";
import { option } from "./option.ts";
import type { SettingsOf } from "./settings/setting.ts";
import type { directory } from "./settings/all.ts";

/** For commands that look at what a pull request changes. */
export const since = option(
  "--since <revision>",
  text,
  "those that were added or changed since a revision of git",
);

/**
 * What was added or changed in the configured directory; undefined where no revision is given.
 * @throws InvalidRequestError, ConfigurationError
 */
export async function changesSince(
  revision: string | undefined,
  { useGlob, migrationsDir }: SettingsOf<(typeof directory)[number]>,
  from?: ForeignPlace,
): Promise<ChangedFiles | undefined> {
  if (revision === undefined) return undefined;
  if (useGlob.value)
    throw new InvalidRequestError(
      "--since looks at one directory, and with --use-glob there may be many",
      "Name the files instead.",
    );
  const { changedSince } = await import("../migrations/index.ts");
  if (from === undefined) return changedSince(revision, migrationsDir.value);
  const { foreignDirectory } = await import("../commands/read-in-place.ts");
  return changedSince(revision, foreignDirectory(from), { inFolders: true });
}
