import { existsSync, realpathSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { repeatableFolder } from "./directory.ts";
import { reasonOf, runGit } from "./git.ts";

/**
 * What became of a directory's files since this line of work left a revision of git. Paths are relative to the
 * working directory.
 */
export interface ChangedFiles {
  readonly revision: string;
  /** In the directory and not there before, whether git knows them yet or not. */
  readonly added: readonly string[];
  /** There before, with another content. */
  readonly modified: readonly ModifiedFile[];
  /** There before only; a renamed file is one deleted and one added. */
  readonly deleted: readonly string[];
  /** The base names of the directory's files at the revision itself, which may have moved on; in order. */
  readonly existing: readonly string[];
}

interface ModifiedFile {
  readonly file: string;
  /** The text before. */
  readonly before: string;
}

export interface ChangedFilesOptions {
  /** Whether files in folders of the directory count, too. Default: false. */
  readonly inFolders?: boolean;
}

/**
 * Compares a directory, as it is on disk, with where this line of work left a revision of the git repository that it
 * is in: what a pull request shows. So what others have added to `main` since then is not taken for deleted. Files in
 * its folders do not count unless they are asked for, repeatable migrations aside: of ours, they are no migrations.
 * @param revision anything that names a commit for git: a branch, a tag, a commit, `HEAD~3`
 * @param directory a path; may be missing on disk
 * @throws ConfigurationError without git or outside of a repository, InvalidRequestError for an unknown revision
 * @example
 * ```ts
 * const { added, modified } = await changedSince("origin/main", "migrations");
 * ```
 */
export async function changedSince(
  revision: string,
  directory: string,
  { inFolders = false }: ChangedFilesOptions = {},
): Promise<ChangedFiles> {
  const git = await repositoryOf(directory, inFolders);
  const commit = await commitOf(git, revision);
  const base = await baseOf(git, commit);
  const statuses = await statusesSince(git, base);
  return {
    revision,
    added: filesWith(statuses, "A").map(git.shown),
    modified: await modifiedSince(git, base, filesWith(statuses, "M")),
    deleted: filesWith(statuses, "D").map(git.shown),
    existing: (await filesAt(git, commit))
      .filter((file) => git.inFolders || folderOf(file) === git.directory)
      .map((file) => basename(file)),
  };
}

/** The branches that pull requests go to. */
const mainBranches = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * What a pull request of this line of work would show of a directory.
 * @returns undefined where nobody can say: without git, outside of a repository, or without a main branch
 */
export async function changedOnBranch(
  directory: string,
  options?: ChangedFilesOptions,
): Promise<ChangedFiles | undefined> {
  for (const branch of mainBranches) {
    try {
      return await changedSince(branch, directory, options);
    } catch (error) {
      if (error instanceof ConfigurationError) return undefined;
      if (!(error instanceof InvalidRequestError)) throw error;
    }
  }
  return undefined;
}

/** What a migration is written in; up and down may be two files. */
interface InFiles {
  readonly file: string;
  readonly down?: { readonly file: string } | undefined;
}

/** Those of which a file was added or changed. */
export function changedAmong<One>(
  { added, modified }: ChangedFiles,
  all: readonly One[],
  inFiles: (one: One) => InFiles,
): One[] {
  const changed = new Set(
    [...added, ...modified.map(({ file }) => file)].map((one) => resolve(one)),
  );
  return all.filter((one) => {
    const { file, down } = inFiles(one);
    return changed.has(resolve(file)) || (down !== undefined && changed.has(resolve(down.file)));
  });
}

/** A repository, seen from a directory in it. */
interface Repository {
  run(...args: readonly string[]): Promise<string>;
  /** The directory, relative to the repository's top, with slashes; empty for the top itself. */
  readonly directory: string;
  /** Whether its folders count, too. */
  readonly inFolders: boolean;
  /** A path of the repository as people type it. */
  shown(file: string): string;
}

async function repositoryOf(directory: string, inFolders: boolean): Promise<Repository> {
  const within = existing(resolve(directory));
  const top = await topOf(within, directory);
  const real = join(realpathSync(within), relative(within, resolve(directory)));
  const inTop = relative(top, real).replaceAll("\\", "/");
  return {
    run: (...args) => runGit(top, args),
    directory: inTop,
    inFolders,
    shown: (file) => join(directory, relative(inTop, file)),
  };
}

/** The directory, or the nearest above it that is there. */
function existing(directory: string): string {
  return existsSync(directory) ? directory : existing(resolve(directory, ".."));
}

async function topOf(within: string, directory: string): Promise<string> {
  try {
    return (await runGit(within, ["rev-parse", "--show-toplevel"])).replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(
      `${directory} is in no git repository: ${reasonOf(error)}`,
      "--since needs one; without it the files can be named.",
      error,
    );
  }
}

async function commitOf(git: Repository, revision: string): Promise<string> {
  try {
    const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
    return (await git.run(...asked)).trim();
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new InvalidRequestError(
      `git knows no revision "${revision}"`,
      "Give a branch, a tag or a commit; in a shallow checkout fetch it first (`git fetch origin main`, or fetch-depth: 0).",
      error,
    );
  }
}

/** Where HEAD left a commit's history; in a shallow checkout, which may not know it, the commit itself. */
async function baseOf(git: Repository, commit: string): Promise<string> {
  try {
    return (await git.run("merge-base", commit, "HEAD")).trim();
  } catch {
    return commit;
  }
}

async function filesAt(git: Repository, commit: string): Promise<string[]> {
  const place = git.directory === "" ? [] : [`${git.directory}/`];
  const listed = await git.run(
    "ls-tree",
    "-r",
    "-z",
    "--name-only",
    "--full-tree",
    commit,
    "--",
    ...place,
  );
  return listed.split("\0").filter((file) => file !== "" && isIn(git, file));
}

type Status = "A" | "M" | "D";

/** What became of each file; what git does not know, and does not ignore, is added. */
async function statusesSince(git: Repository, base: string): Promise<ReadonlyMap<string, Status>> {
  const place = ["--", git.directory === "" ? "." : git.directory];
  const changed = await git.run("diff", "--no-renames", "--name-status", "-z", base, ...place);
  const unknown = await git.run("ls-files", "--others", "--exclude-standard", "-z", ...place);
  const statuses = new Map(pairs(changed.split("\0")));
  for (const file of unknown.split("\0")) {
    // What was taken out of the index only is deleted for `diff`, and unknown.
    if (file !== "") statuses.set(file, statuses.has(file) ? "M" : "A");
  }
  return new Map([...statuses].filter(([file]) => isIn(git, file)));
}

/** `M`, `a.sql`, `T`, `b.sql` as files with their statuses; another type of file is another content. */
function pairs(fields: readonly string[]): [string, Status][] {
  return Array.from({ length: Math.floor(fields.length / 2) }, (_, index) => {
    const [status, file] = fields.slice(2 * index);
    return [file!, status === "A" || status === "D" ? status : "M"];
  });
}

function isIn({ directory, inFolders }: Repository, file: string): boolean {
  if (inFolders) return directory === "" || file.startsWith(`${directory}/`);
  const folder = folderOf(file);
  return folder === directory || folder === repeatablesIn(directory);
}

function folderOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
}

function repeatablesIn(directory: string): string {
  return directory === "" ? repeatableFolder : `${directory}/${repeatableFolder}`;
}

function filesWith(statuses: ReadonlyMap<string, Status>, wanted: Status): string[] {
  const files = [...statuses].filter(([, status]) => status === wanted).map(([file]) => file);
  return files.toSorted();
}

function modifiedSince(
  git: Repository,
  base: string,
  files: readonly string[],
): Promise<ModifiedFile[]> {
  const read = async (file: string) => ({
    file: git.shown(file),
    before: await git.run("show", `${base}:${file}`),
  });
  return Promise.all(files.map(read));
}
