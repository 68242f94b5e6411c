import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { directoryOf } from "./migrations.ts";

const identity = [
  "-c",
  "user.name=Ada",
  "-c",
  "user.email=ada@example.org",
  "-c",
  "commit.gpgsign=false",
];

/** A git repository of which these files are the first commit, on branch `main`. */
export function repositoryOf(files: Readonly<Record<string, string>>) {
  return repositoryIn(directoryOf(files));
}

/** The same of all that is in a directory. */
export function repositoryIn(directory: string) {
  const repository = openRepository(directory);
  repository.git("init", "-q", "-b", "main");
  repository.commit();
  return repository;
}

/** What is a repository already. */
export function openRepository(directory: string) {
  const git = (...args: string[]) =>
    execFileSync("git", [...identity, ...args], {
      cwd: directory,
      encoding: "utf8",
      stdio: "pipe",
    });
  const commit = () => {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "change");
  };
  return { directory, migrations: join(directory, "migrations"), git, commit };
}
