import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  ConfigurationError,
  MigrationFileError,
  MigrationsDirectoryError,
} from "../../src/errors/index.ts";
import { findMigrations } from "../../src/migrations/directory.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

function namesIn(directory: string, ignorePattern?: string): string[] {
  return findMigrations(directory, { ignorePattern }).map(({ name }) => name);
}

function empty(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, ""]));
}

test("migrations come by number, not by spelling", () => {
  const files = empty("10_b.sql", "9_a.sql", "1730000000001_d.sql", "0011_c.sql");
  expect(namesIn(directoryOf(files))).toEqual(["9_a", "10_b", "0011_c", "1730000000001_d"]);
});

test("an up and a down file are one migration", () => {
  const directory = directoryOf(empty("1_a.up.sql", "1_a.down.sql", "2_b.up.sql", "3_c.sql"));
  expect(findMigrations(directory)).toEqual([
    { name: "1_a", up: join(directory, "1_a.up.sql"), down: join(directory, "1_a.down.sql") },
    { name: "2_b", up: join(directory, "2_b.up.sql") },
    { name: "3_c", up: join(directory, "3_c.sql") },
  ]);
});

test("what is no migration is passed over", () => {
  const others = empty(
    "README.md",
    ".DS_Store",
    ".1_draft.sql",
    "1_x.d.ts",
    "types.d.mts",
    "notes.txt",
    "data.csv",
    "package.json",
    "2_b.sql.orig",
    "3_c.sql~",
    "4_d/4_e.sql",
  );
  const directory = directoryOf({ ...others, "1_a.sql": "" });
  mkdirSync(join(directory, "directory.sql"));
  expect(namesIn(directory)).toEqual(["1_a"]);
});

test("extensions count in any letter case", () => {
  expect(namesIn(directoryOf(empty("1_a.SQL", "2_b.Up.sql", "2_b.DOWN.sql")))).toEqual([
    "1_a",
    "2_b",
  ]);
});

test("a link to a file is that file", () => {
  const directory = directoryOf({ "real.txt": "select 1;" });
  symlinkSync(join(directory, "real.txt"), join(directory, "1_a.sql"));
  expect(namesIn(directory)).toEqual(["1_a"]);
});

describe("the ignore pattern", () => {
  test("matches whole names", () => {
    const directory = directoryOf(empty("1_a.sql", "2_draft.sql", "3_draft.sql.sql"));
    expect(namesIn(directory, String.raw`\d_draft\.sql`)).toEqual(["1_a", "3_draft.sql"]);
  });

  test("may be a choice", () => {
    expect(namesIn(directoryOf(empty("1_a.sql", "2_b.sql", "3_c.sql")), "1.*|.*c.sql")).toEqual([
      "2_b",
    ]);
  });

  test("replaces the default, so that dot files count", () => {
    const directory = directoryOf(empty("1_a.sql", ".2_b.sql"));
    expect(thrown(MigrationFileError, () => namesIn(directory, "1.*")).message).toContain(
      ".2_b.sql",
    );
  });

  test("is refused where it is no regular expression", () => {
    const error = thrown(ConfigurationError, () => namesIn(directoryOf({}), "*.sql"));
    expect(error.message).toContain("not a regular expression");
  });
});

describe("refused with the file and what to do", () => {
  test.each([
    ["a name without a number", ["a.sql"], "a.sql:1:1", "does not begin with a number"],
    ["a name with a letter first", ["v1_a.sql"], "v1_a.sql:1:1", "does not begin with a number"],
    ["a file and a pair", ["1_a.sql", "1_a.up.sql"], "1_a.up.sql:1:1", "Two files with one name"],
    ["a file and a down file", ["1_a.sql", "1_a.down.sql"], ":1:1", "Two files with one name"],
    ["two letter cases", ["1_a.sql", "1_a.SQL"], ":1:1", "Two files with one name, 1_a"],
    ["a down file alone", ["1_a.down.sql"], "1_a.down.sql:1:1", "without its up file"],
  ])("%s", (_what, files, place, problem) => {
    const directory = directoryOf(empty(...files));
    const error = thrown(MigrationFileError, () => findMigrations(directory));
    expect(error.message).toContain(place);
    expect(error.message).toContain(problem);
    expect(error.hint).toBeTruthy();
  });

  test("two files with one name under their two names", () => {
    const directory = directoryOf(empty("1_a.up.sql", "1_a.sql", "1_a.down.sql"));
    const { message } = thrown(MigrationFileError, () => findMigrations(directory));
    expect(message).toContain("1_a.sql");
    expect(message).toContain("1_a.up.sql");
  });

  test("a directory that is not there", () => {
    const directory = join(directoryOf({}), "migrations");
    const error = thrown(MigrationsDirectoryError, () => findMigrations(directory));
    expect(error.message).toBe(`There is no migrations directory: ${directory}`);
    expect(error.hint).toContain("pgmaestro create");
  });

  test("a directory that is a file", () => {
    const directory = join(directoryOf({ migrations: "" }), "migrations");
    const error = thrown(MigrationsDirectoryError, () => findMigrations(directory));
    expect(error.message).toContain("cannot be read");
  });

  test.skipIf(process.getuid?.() === 0)("a directory without the right to read", () => {
    const directory = join(directoryOf({ "migrations/1_a.sql": "" }), "migrations");
    chmodSync(directory, 0o000);
    const error = thrown(MigrationsDirectoryError, () => findMigrations(directory));
    chmodSync(directory, 0o755);
    expect(error.message).toContain("cannot be read");
  });
});

test.each([
  ["a directory", (directory: string) => mkdirSync(join(directory, "2_x.sql")), "is no file"],
  [
    "a link to a directory",
    (directory: string) => symlinkSync(tmpdir(), join(directory, "2_x.sql")),
    "is no file",
  ],
  [
    "a line break in the name",
    (directory: string) => writeFileSync(join(directory, "2_x\ny.sql"), ""),
    "control character",
  ],
])("%s is not passed over without a word", (_what, make, problem) => {
  const directory = directoryOf(empty("1_a.sql"));
  make(directory);
  expect(() => namesIn(directory)).toThrow(problem);
  expect(namesIn(directory, "2_.*[^]*")).toEqual(["1_a"]);
});
