import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
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
