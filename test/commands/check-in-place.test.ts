import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { changedSince, check, type CheckOptions } from "../../src/index.ts";
import { pgmaestro } from "../support/cli.ts";
import { addFiles, removeFiles } from "../support/migrations.ts";
import { failed, rulesIn } from "../support/pull-request.ts";
import { repositoryOf } from "../support/repository.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const goose = (up: string, down: string) => `-- +goose Up\n${up}\n-- +goose Down\n${down}\n`;
const table = (name: string) =>
  goose(
    `CREATE TABLE IF NOT EXISTS ${name} (id bigint PRIMARY KEY);`,
    `DROP TABLE IF EXISTS ${name};`,
  );

/** A tool, its directory, and a migration's file by number and words. */
const tools = {
  goose: {
    directory: "db/migrations",
    file: (number: number, words: string) => `db/migrations/0000${number}_${words}.sql`,
    table,
  },
  prisma: {
    directory: "prisma/migrations",
    file: (number: number, words: string) =>
      `prisma/migrations/2024010${number}000000_${words}/migration.sql`,
    table: (name: string) => `CREATE TABLE IF NOT EXISTS ${name} (id bigint PRIMARY KEY);\n`,
  },
} as const;

type Tool = keyof typeof tools;

/** A branch of a project with two migrations of a tool, and what `check` says of it. */
async function checked(
  tool: Tool,
  change: Readonly<Record<string, string | null>>,
  more: Partial<CheckOptions> = {},
) {
  const { directory, file, table: made } = tools[tool];
  const repository = repositoryOf({
    [file(1, "users")]: made("users"),
    [file(3, "orders")]: made("orders"),
  });
  repository.git("switch", "-q", "-c", "feature");
  for (const [name, text] of Object.entries(change)) {
    if (text === null) removeFiles(repository.directory, name);
    else addFiles(repository.directory, { [name]: text });
  }
  repository.commit();
  const place = join(repository.directory, directory);
  const changes = await changedSince("main", place, { inFolders: true });
  const fromTool = { tool, directory: place };
  return check({ changes, fromTool, scratch: inject("serverUrl"), ...more });
}

describe.each(Object.keys(tools) as Tool[])("check of %s's files where they are", (tool) => {
  const { file, table: made } = tools[tool];
  const [users, orders] = [file(1, "users"), file(3, "orders")];

  test("passes a good pull request", async () => {
    const result = await checked(tool, { [file(4, "tags")]: made("tags") });
    expect([failed(result), rulesIn(result)]).toEqual([[], []]);
    expect(result.migrations).toHaveLength(1);
    expect(result.verify).toMatchObject({ verdict: "passed", result: { migrations: [{}] } });
    expect(result.history).toEqual({ verdict: "skipped", reason: "other-tool" });
  });

  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ["edits one of the base", { [users]: made("people") }, "applied-migration-edited"],
    ["deletes one", { [users]: null }, "applied-migration-missing"],
    [
      "renames one",
      { [orders]: null, [file(4, "orders")]: made("orders") },
      "applied-migration-renamed",
    ],
    ["puts one before others", { [file(2, "late")]: made("late") }, "version-out-of-order"],
  ])("catches one that %s", async (_what, change, rule) => {
    const result = await checked(tool, change, { skip: ["verify"] });
    expect([failed(result), rulesIn(result)]).toEqual([["names"], [rule]]);
  });

  test("catches what stops an application, at its place in the tool's file", async () => {
    const text = made("tags").replace(
      /CREATE[^\n]*/,
      "CREATE INDEX IF NOT EXISTS x ON users (id);",
    );
    const { lint } = await checked(tool, { [file(4, "x")]: text }, { skip: ["verify"] });
    expect(lint).toMatchObject({
      verdict: "failed",
      result: {
        findings: expect.arrayContaining([
          expect.objectContaining({
            rule: "index-not-concurrent",
            file: expect.stringMatching(`${file(4, "x")}$`),
            line: tool === "goose" ? 2 : 1,
          }),
        ]),
      },
    });
  });

  test("lets comments be changed", async () => {
    const result = await checked(tool, {
      [users]: made("users").replace("CREATE", "-- Who buys.\nCREATE"),
    });
    expect(rulesIn(result)).not.toContain("applied-migration-edited");
  });
});

test("goose: a down migration may be changed, and is tried; its SQL is proposed, not written", async () => {
  const { file } = tools.goose;
  const result = await checked("goose", {
    [file(1, "users")]: table("users").replace("DROP TABLE IF EXISTS users;", "SELECT 1;"),
  });
  expect([failed(result), rulesIn(result)]).toEqual([
    ["verify"],
    expect.not.arrayContaining(["applied-migration-edited"]),
  ]);
  const [proposed] = result.downSections;
  expect(proposed).toMatchObject({
    outcome: "offered",
    section: "DROP TABLE IF EXISTS public.users;\n",
  });
  expect(proposed).not.toHaveProperty("change");
});

test("pgmaestro check --from", async () => {
  const { directory, git, commit } = repositoryOf({
    [tools.goose.file(1, "users")]: table("users"),
  });
  git("switch", "-q", "-c", "feature");
  addFiles(directory, { [tools.goose.file(2, "tags")]: table("tags") });
  commit();
  const env = { SCRATCH_DATABASE_URL: inject("serverUrl") };
  for (const since of [[], ["--since", "main"]]) {
    const line = ["check", ...since, "--from", "goose"];
    const { exitCode, stdout, stderr } = await pgmaestro(line, { cwd: directory, env });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^1 migration added or changed since main:\n✓ {2}names [^]*\nPassed\.\n$/,
    );
    expect(stdout).toContain("–  history     not checked: the files are another tool's\n");
  }
});
