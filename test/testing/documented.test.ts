import { readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { start } from "../support/cli.ts";
import { directoryOf, upDown } from "../support/migrations.ts";

const repository = resolve(import.meta.dirname, "../..");
const page = readFileSync(join(repository, "docs/testing.md"), "utf8");

/** The files that an example shows, by the names in their first lines. */
function filesUnder(heading: string): Record<string, string> {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const blocks = section.split("\n## ")[0]!.matchAll(/^```[jt]s\n\/\/ (\S+)\n([^]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", text = ""]) => [name, text]));
}

const migration = upDown(
  "create table users (id int generated always as identity primary key, name text);",
  "drop table users;",
);

/** A project with the files of an example, and the packages that this repository has. */
function projectOf(heading: string): string {
  const files = filesUnder(heading);
  expect(Object.keys(files)).not.toEqual([]);
  const directory = directoryOf({
    ...files,
    "package.json": '{ "name": "app", "private": true, "type": "module" }',
    "migrations/1_users.sql": migration,
    "node_modules/.keep": "",
  });
  const link = (name: string, to: string) => symlinkSync(to, join(directory, "node_modules", name));
  link("pgmaestro", repository);
  link("vitest", join(repository, "node_modules/vitest"));
  return directory;
}

async function run(cwd: string, command: string, env: Record<string, string> = {}) {
  const { exitCode, stdout, stderr } = await start("sh", ["-c", command], { cwd, env }).finished;
  expect([exitCode, exitCode === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
  return stdout + stderr;
}

const onServer = () => ({ TEST_DATABASE_URL: new URL("/postgres", inject("serverUrl")).href });

test("node:test, as documented, on PGlite and on a server", async () => {
  const cwd = projectOf("node:test");
  expect(await run(cwd, "node --test")).toMatch(/^# pass 1$/m);
  expect(await run(cwd, "node --test", onServer())).toMatch(/^# pass 1$/m);
});

test("Vitest, as documented, on a server", async () => {
  const cwd = projectOf("Vitest");
  expect(await run(cwd, "node node_modules/vitest/vitest.mjs run", onServer())).toMatch(/1 passed/);
});

test("a round trip, as documented", async () => {
  expect(await run(projectOf("Migrations themselves"), "node --test")).toMatch(/^# pass 1$/m);
});

/** Jest is 54 MB that nothing else here needs: installed for this test. */
test("Jest, as documented, on PGlite and on a server", async () => {
  const cwd = projectOf("Jest");
  await run(cwd, "npm install --prefix jest --no-audit --no-fund --prefer-offline jest@30", {
    ...(process.env as Record<string, string>), // how npm reaches its registry
  });
  await run(cwd, "mv jest/node_modules/* jest/node_modules/.bin node_modules/");
  expect(await run(cwd, "node_modules/.bin/jest")).toMatch(/^Tests: +1 passed/m);
  expect(await run(cwd, "node_modules/.bin/jest", onServer())).toMatch(/^Tests: +1 passed/m);
});
