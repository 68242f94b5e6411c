import { chmodSync, existsSync, lstatSync, readdirSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { up } from "../../src/index.ts";
import {
  makeDirectories,
  makePrivateDirectory,
  writePrivateFile,
} from "../../src/database/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { copyEmbedded } from "../support/databases.ts";
import { addFiles, directoryOf, tables } from "../support/migrations.ts";
import { projectOfTwo } from "../support/project.ts";

/** What in a directory, itself included, others than its owner may read, write or enter. */
function openToOthers(path: string): string[] {
  const entry = lstatSync(path);
  const own = (entry.mode & 0o077) === 0 || entry.isSymbolicLink() ? [] : [path];
  const below = entry.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
  return [...own, ...below.flatMap(openToOthers)];
}

describe.runIf(process.platform !== "win32")("is its owner's alone:", () => {
  test("an embedded database, also one that was made before, while it is open and after", async () => {
    const directory = await copyEmbedded();
    for (const path of readdirSync(directory, { recursive: true, encoding: "utf8" }))
      chmodSync(
        join(directory, path),
        lstatSync(join(directory, path)).isDirectory() ? 0o755 : 0o666,
      );
    await chmod(directory, 0o755);
    const before: string[] = [];
    const request = { database: `pglite:${directory}`, migrationsDir: directoryOf(tables("1_a")) };
    await up({ ...request, onEvent: () => void before.push(...openToOthers(dirname(directory))) });
    expect(before.filter((path) => path === directory || path === `${directory}.lock`)).toEqual([]);
    expect(openToOthers(directory)).toEqual([]);
  });

  test("all that a first run and a check leave in a project", async () => {
    const cwd = projectOfTwo();
    await pgmaestro(["up"], { cwd });
    await pgmaestro(["verify"], { cwd });
    await pgmaestro(["locks"], { cwd });
    const made = readdirSync(join(cwd, ".pgmaestro"));
    expect(made).toEqual(expect.arrayContaining(["cache", "database"]));
    expect(openToOthers(join(cwd, ".pgmaestro"))).toEqual([]);
  });

  test("but a directory that was there stays as it is", () => {
    const directory = directoryOf({});
    chmodSync(directory, 0o755);
    makePrivateDirectory(directory);
    writePrivateFile(join(directory, "kept"), "x");
    expect(openToOthers(directory)).toEqual([directory]);
  });
});

test("directories are made, whatever of them is there", () => {
  const directory = directoryOf({});
  makeDirectories(join(directory, "a/b/c"));
  makeDirectories(join(directory, "a/b/c"));
  addFiles(directory, { file: "" });
  expect(existsSync(join(directory, "a/b/c"))).toBe(true);
  expect(() => makeDirectories(join(directory, "file/x"))).toThrow(/ENOTDIR|EEXIST/);
});
