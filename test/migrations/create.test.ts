import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, MigrationsDirectoryError } from "../../src/errors/index.ts";
import { createMigration } from "../../src/migrations/create.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { isEmpty } from "../../src/migrations/migration.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

const now = new Date(2026, 0, 2, 3, 4, 5, 6);
const number = now.getTime();

test("a new migration has a header, both markers and nothing else", () => {
  const directory = directoryOf({});
  const created = createMigration(directory, ["add_workflow_triggers"], {}, now);
  expect(created).toEqual({
    name: `${number}_add-workflow-triggers`,
    file: join(directory, `${number}_add-workflow-triggers.sql`),
    sameName: [],
  });
  const [migration] = loadMigrations(directory);
  expect(migration).toMatchObject({
    name: created.name,
    header: { migration: "Add Workflow Triggers", created: "2026-01-02" },
    warnings: [],
  });
  expect([isEmpty(migration!.up), isEmpty(migration!.down!)]).toEqual([true, true]);
});

test("the directory is made where it is not there", () => {
  const directory = join(directoryOf({}), "db", "migrations");
  createMigration(directory, ["a"], {}, now);
  expect(loadMigrations(directory)).toHaveLength(1);
});

test("two within one millisecond have numbers of their own, and stay in order", () => {
  const directory = directoryOf({});
  const names = ["b", "a", "c"].map((word) => createMigration(directory, [word], {}, now).name);
  expect(names).toEqual([`${number}_b`, `${number + 1}_a`, `${number + 2}_c`]);
  expect(loadMigrations(directory).map(({ name }) => name)).toEqual(names);
});

test("the same words under another number are told of", () => {
  const directory = directoryOf({ "1_add-users.sql": "", "2_add-users-again.sql": "" });
  expect(createMigration(directory, ["add users"], {}, now).sameName).toEqual(["1_add-users"]);
});

test("no file is ever overwritten", () => {
  const directory = directoryOf({ [`${number}_a.sql`]: "select 1;" });
  createMigration(directory, ["a"], {}, now);
  expect(readFileSync(join(directory, `${number}_a.sql`), "utf8")).toBe("select 1;");
});

describe("words become a name", () => {
  test.each([
    ["several arguments", ["add", "users"], "add-users"],
    ["blanks", ["add  users "], "add-users"],
    ["underscores", ["add__users"], "add-users"],
    ["the extension is taken off", ["add_users.sql"], "add-users"],
    ["capitals stay", ["Add_Users"], "Add-Users"],
    ["digits", ["2fa"], "2fa"],
    ["dots inside", ["v1.2"], "v1.2"],
    ["other alphabets", ["größe ユーザー हिन्दी"], "größe-ユーザー-हिन्दी"],
  ])("%s", (_what, words, slug) => {
    const { file } = createMigration(directoryOf({}), words, {}, now);
    expect(basename(file)).toBe(`${number}_${slug}.sql`);
  });
});

describe("refused, and nothing written", () => {
  test.each([
    ["no word", [""]],
    ["blanks", ["  "]],
    ["a path", ["../a"]],
    ["a Windows path", [String.raw`a\b`]],
    ["a quote", ["it's"]],
    ["a flag", ["-x"]],
    ["a hidden file", [".a"]],
    ["the name of a down file", ["a.down"]],
    ["the name of an up file", ["a.up.sql"]],
    ["more than fits into a file's name", ["a".repeat(201)]],
  ])("%s", (_what, words) => {
    const directory = join(directoryOf({}), "migrations");
    thrown(InvalidRequestError, () => createMigration(directory, words, {}, now));
    thrown(MigrationsDirectoryError, () => loadMigrations(directory));
  });

  test("a directory that is a file", () => {
    const directory = join(directoryOf({ migrations: "" }), "migrations");
    const error = thrown(MigrationsDirectoryError, () => createMigration(directory, ["a"]));
    expect(error.message).toContain("cannot be made");
  });
});
