import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { start } from "./support/cli.ts";
import { addFiles, directoryOf } from "./support/migrations.ts";

const script = resolve(import.meta.dirname, "../scripts/release.js");

const written =
  "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Something.\n\n## [1.0.0] - 2026-01-01\n\n- All.\n";

test("a release is the version, the changelog's heading, a commit and a tag", async () => {
  const repository = await throwaway();
  const { exitCode, stderr } = await release(repository, "1.1.0");
  expect([exitCode, stderr]).toEqual([0, ""]);
  for (const file of ["package.json", "package-lock.json"])
    expect(JSON.parse(readFileSync(join(repository, file), "utf8"))).toMatchObject({
      version: "1.1.0",
    });
  expect(readFileSync(join(repository, "CHANGELOG.md"), "utf8")).toMatch(
    /## \[Unreleased\]\n\n## \[1\.1\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- Something\.\n\n## \[1\.0\.0\]/,
  );
  expect(await git(repository, "log -1 --format=%s")).toBe("release: 1.1.0");
  expect(await git(repository, "tag --points-at HEAD")).toBe("v1.1.0");
  expect(await git(repository, "status --porcelain")).toBe("");
});

test.each<[string, string, (repository: string) => unknown]>([
  ["a dirty tree", "The tree is dirty", (at) => addFiles(at, { "new.txt": "" })],
  ["another branch", "on the branch main", (at) => git(at, "switch -q -c other")],
  ["a tag that is there", "a tag v1.1.0 already", (at) => git(at, "tag v1.1.0")],
  [
    "an unwritten changelog",
    "The changelog is unwritten",
    (at) =>
      commit(at, { "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n## [1.0.0]\n\n- All.\n" }),
  ],
  [
    "a changelog without a place for it",
    "The changelog is unwritten",
    (at) => commit(at, { "CHANGELOG.md": "# Changelog\n\n- All.\n" }),
  ],
  [
    "a section that is there",
    "has a section 1.1.0 already",
    (at) => commit(at, { "CHANGELOG.md": `${written}\n## [1.1.0]\n\n- More.\n` }),
  ],
  [
    "checks that fail",
    "The checks fail",
    (at) => commit(at, { "package.json": manifest("exit 1") }),
  ],
])("refuses %s, and changes nothing", async (_title, reason, spoil) => {
  const repository = await throwaway();
  await spoil(repository);
  const before = await git(repository, "rev-parse HEAD");
  const { exitCode, stderr } = await release(repository, "1.1.0");
  expect(exitCode).toBe(1);
  expect(stderr).toContain(reason);
  expect(await git(repository, "rev-parse HEAD")).toBe(before);
  expect(readFileSync(join(repository, "package.json"), "utf8")).toContain('"1.0.0"');
});

test.each([
  ["no version", [], "Name the version"],
  ["a version that is none", ["next"], "Name the version"],
  ["an older version", ["0.9.9"], "0.9.9 is not newer than 1.0.0"],
  ["an unknown flag", ["1.1.0", "--now"], "no flag but --publish"],
  ["publishing from nowhere", ["1.1.0", "--publish"], "package.json has no repository"],
])("refuses %s", async (_title, args, reason) => {
  const { exitCode, stderr } = await release(await throwaway(), ...args);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining(reason)]);
});

/** A repository with a package whose checks pass. */
async function throwaway(): Promise<string> {
  const repository = directoryOf({});
  await git(repository, "init -q -b main");
  await commit(repository, {
    "package.json": manifest("exit 0"),
    "package-lock.json": JSON.stringify({
      name: "x",
      version: "1.0.0",
      lockfileVersion: 3,
      packages: {},
    }),
    "CHANGELOG.md": written,
  });
  return repository;
}

function manifest(check: string): string {
  return JSON.stringify({ name: "x", version: "1.0.0", scripts: { test: check } });
}

async function commit(repository: string, files: Record<string, string>): Promise<void> {
  addFiles(repository, files);
  await git(repository, "add -A");
  await git(repository, "commit -q -m more");
}

function release(repository: string, ...args: string[]) {
  return start(process.execPath, [script, ...args], { cwd: repository, env: author }).finished;
}

const author = {
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@localhost",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@localhost",
  GIT_CONFIG_GLOBAL: "/dev/null",
  npm_config_update_notifier: "false",
};

async function git(cwd: string, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await start("git", line.split(" "), { cwd, env: author })
    .finished;
  expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
  return stdout.trim();
}
