import { InvalidRequestError } from "../errors/index.ts";
import type { ForeignPlace } from "../commands/foreign-place.ts";
import type { ChangedFiles } from "../migrations/index.ts";
import { text } from "../settings/kinds.ts";
import { option } from "../settings/option.ts";
import type { SettingsOf } from "../settings/setting.ts";
import type { directory } from "../settings/all.ts";

type Directory = SettingsOf<(typeof directory)[number]>;

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
  settings: Directory,
  from?: ForeignPlace,
): Promise<ChangedFiles | undefined> {
  if (revision === undefined) return undefined;
  refuseGlob(settings);
  const { changedSince } = await import("../migrations/index.ts");
  const inFolders = from !== undefined;
  return changedSince(revision, await directoryOf(settings, from), { inFolders });
}

async function directoryOf({ migrationsDir }: Directory, from?: ForeignPlace): Promise<string> {
  if (from === undefined) return migrationsDir.value;
  return (await import("../commands/read-in-place.ts")).foreignDirectory(from);
}

/**
 * The same; where no revision is given, since this line of work left the main branch.
 * @throws InvalidRequestError also where there is no such branch
 */
export async function changesOnBranch(
  revision: string | undefined,
  settings: Directory,
  from?: ForeignPlace,
): Promise<ChangedFiles> {
  if (revision !== undefined) return (await changesSince(revision, settings, from))!;
  refuseGlob(settings);
  const { changedOnBranch } = await import("../migrations/index.ts");
  const found = await changedOnBranch(await directoryOf(settings, from), {
    inFolders: from !== undefined,
  });
  if (found !== undefined) return found;
  throw new InvalidRequestError(
    "There is no main branch of git to compare with",
    "Name a revision: `--since origin/main`; in a shallow checkout fetch it first (`git fetch origin main`, or fetch-depth: 0).",
  );
}

/** @throws InvalidRequestError */
function refuseGlob({ useGlob }: Pick<Directory, "useGlob">): void {
  if (!useGlob.value) return;
  throw new InvalidRequestError(
    "--since looks at one directory, and with --use-glob there may be many",
    "Name the files instead.",
  );
}
