import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigurationError, InvalidRequestError } from "../../src/errors/index.ts";
import { createMigration, type NewMigrationOptions } from "../../src/migrations/create.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { loadActions } from "../../src/migrations/module.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

const now = new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6));

function createIn(directory: string, options: NewMigrationOptions): string {
  return basename(createMigration(directory, ["add users"], options, now).file);
}

describe("in every language", () => {
  test.each(["js", "ts", "cjs", "mjs", "cts", "mts"] as const)(
    "%s: a file that loads, with shorthands, up, down and a header",
    async (language) => {
      const directory = directoryOf({});
      const { file } = createMigration(directory, ["add users"], { language }, now);
      expect(basename(file)).toBe(`${now.getTime()}_add-users.${language}`);
      const [migration] = loadMigrations(directory);
      expect(migration!.header).toMatchObject({ migration: "Add Users" });
      const actions = await loadActions(file, migration!.up.source, {});
      expect(Object.keys(actions).filter((key) => key !== "default")).toEqual(
        expect.arrayContaining(["down", "shorthands", "up"]),
      );
      expect([typeof actions.up, typeof actions.down]).toEqual(["function", "function"]);
      expect(actions.shorthands).toBeUndefined();
    },
  );
});

describe("numbers", () => {
  test.each([
    ["utc", {}, "20260102030405006_add-users.sql"],
    ["utc", { "20260102030405006_a.sql": "" }, "20260102030405007_add-users.sql"],
    ["timestamp", {}, `${now.getTime()}_add-users.sql`],
    ["index", {}, "0001_add-users.sql"],
    ["index", { "009_a.sql": "", "10_b.sql": "" }, "011_add-users.sql"],
    ["index", { "9_a.sql": "" }, "10_add-users.sql"],
    ["index", { "1700000000000_a.js": "" }, "1700000000001_add-users.sql"],
  ] as const)("%s after %j", (filenameFormat, files, expected) => {
    expect(createIn(directoryOf(files), { filenameFormat })).toBe(expected);
  });

  test.each([
    ["1700000000000_a", `${now.getTime()}`],
    [`${now.getTime() + 5}_a`, `${now.getTime() + 6}`],
    ["20260102030405006_a", "20260102030405007"],
    ["20250101120000_a", "20260102030405"],
    ["20260102030405_a", "20260102030406"],
    ["202601010304_a", "202601020304"],
    ["20260101_a", "20260102"],
    ["1700000000_a", `${Math.floor(now.getTime() / 1000)}`],
    ["0042_a", "0043"],
    ["7_a", "0008"],
    ["20240101000000000123_a", "20240101000000000124"],
  ])("have the form of the newest, and come after it: %s", (name, number) => {
    const directory = directoryOf({ "0001_first.sql": "", [`${name}.sql`]: "" });
    expect(createIn(directory, {})).toBe(`${number}_add-users.sql`);
    expect(loadMigrations(directory).at(-1)!.name).toBe(`${number}_add-users`);
  });

  test("of another form that would not come last are refused, and nothing is written", () => {
    const directory = directoryOf({ "20240101120000_a.sql": "" });
    const create = () => createIn(directory, { filenameFormat: "timestamp" });
    expect(thrown(InvalidRequestError, create).hint).toContain("--migration-filename-format");
    expect(readdirSync(directory)).toHaveLength(1);
  });

  test("an index after a UTC time is refused, and nothing written", () => {
    const directory = directoryOf({ "20260102030405006_a.sql": "" });
    const create = () => createIn(directory, { filenameFormat: "index" });
    expect(thrown(InvalidRequestError, create).hint).toContain("utc");
    expect(readdirSync(directory)).toHaveLength(1);
  });
});

describe("a template of one's own", () => {
  test("is copied as it is, and decides the extension", () => {
    const directory = directoryOf({});
    const template = join(directoryOf({ "mine.mts": "// as it is\n" }), "mine.mts");
    const name = createIn(directory, { templateFileName: template, language: "js" });
    expect(name).toBe(`${now.getTime()}_add-users.mts`);
    expect(readFileSync(join(directory, name), "utf8")).toBe("// as it is\n");
  });

  test.each([
    ["is not there", "absent.sql", "cannot be read"],
    ["is no migration", "mine.txt", "no language of migrations"],
  ])("that %s is refused", (_what, name, problem) => {
    const directory = directoryOf({ "mine.txt": "" });
    const create = () => createIn(directory, { templateFileName: join(directory, name) });
    expect(thrown(ConfigurationError, create).message).toContain(problem);
  });
});

test("with a glob pattern, in the directory that it begins with", () => {
  const directory = directoryOf({ "db/a/1_add-users.sql": "" });
  const pattern = join(directory, "db/**/*.sql");
  const created = createMigration(pattern, ["add users"], { useGlob: true }, now);
  expect(created).toEqual({
    name: "2_add-users",
    file: join(directory, "db/2_add-users.sql"),
    sameName: ["1_add-users"],
  });
});

test("nothing is written in a dry run", () => {
  const directory = join(directoryOf({}), "absent");
  expect(createIn(directory, { dryRun: true })).toBe(`${now.getTime()}_add-users.sql`);
  expect(() => readdirSync(directory)).toThrow("ENOENT");
});
