import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { runGit } from "./git.ts";

/**
 * A file as a revision of git has it. Undefined where git does not track the file, so that no pull request can bring it: a
 * cache, in the repository or elsewhere; a link is followed. Empty where the revision has none.
 * @param file there on disk
 */
export async function committedBefore(file: string, revision: string): Promise<string | undefined> {
  const real = realpathSync(file);
  if (!(await isTracked(resolve(file))) && !(await isTracked(real))) return undefined;
  try {
    return await runGit(dirname(real), ["show", `${revision}:./${basename(real)}`]);
  } catch {
    return "";
  }
}

/**
 * Acts with a copy of a directory as a revision of git has it, which is empty where that has none, and gone afterwards.
 * @param revision one that git knows
 */
export async function withCommitted<Result>(
  directory: string,
  revision: string,
  action: (copy: string) => Result | Promise<Result>,
): Promise<Result> {
  const copy = mkdtempSync(join(tmpdir(), "pgmaestro-committed-"));
  try {
    if (existsSync(directory)) await copyOf(directory, revision, copy);
    return await action(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function copyOf(directory: string, revision: string, copy: string): Promise<void> {
  const repository = (await runGit(directory, ["rev-parse", "--absolute-git-dir"])).trim();
  const tree = await treeOf(directory, revision);
  if (tree === undefined) return;
  const env = { GIT_INDEX_FILE: join(repository, `${basename(copy)}.index`) };
  const places = [`--git-dir=${repository}`, `--work-tree=${copy}`];
  try {
    await runGit(copy, [...places, "read-tree", tree], env);
    await runGit(copy, [...places, "checkout-index", "--all"], env);
  } finally {
    rmSync(env.GIT_INDEX_FILE, { force: true });
  }
}

async function treeOf(directory: string, revision: string): Promise<string | undefined> {
  try {
    return (await runGit(directory, ["rev-parse", "--verify", `${revision}:./`])).trim();
  } catch {
    return undefined;
  }
}

async function isTracked(file: string): Promise<boolean> {
  try {
    await runGit(dirname(file), [
      "ls-files",
      "--error-unmatch",
      "--",
      `:(literal)${basename(file)}`,
    ]);
    return true;
  } catch {
    return false;
  }
}
