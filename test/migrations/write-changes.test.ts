import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MigrationFileError } from "../../src/errors/index.ts";
import { writeChanges } from "../../src/migrations/write-changes.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

test("writes all files; modes and byte order marks stay", () => {
  const cwd = directoryOf({ "1.sql": "\uFEFFa", "2.sql": "b" });
  const [first, second, third] = ["1.sql", "2.sql", "3.sql"].map((name) => join(cwd, name));
  chmodSync(second!, 0o600);
  writeChanges([
    { file: first!, before: "a", after: "A" },
    { file: second!, before: "b", after: "B" },
    { file: third!, after: "C" },
  ]);
  expect([first, second, third].map((file) => readFileSync(file!, "utf8"))).toEqual([
    "\uFEFFA",
    "B",
    "C",
  ]);
  expect(statSync(second!).mode & 0o777).toBe(0o600);
  expect(readdirSync(cwd).toSorted()).toEqual(["1.sql", "2.sql", "3.sql"]);
});

test("a link stays one, and the file that it leads to is written", () => {
  const cwd = directoryOf({ "elsewhere/1.sql": "a", "migrations/2.sql": "b" });
  const link = join(cwd, "migrations/1.sql");
  symlinkSync("../elsewhere/1.sql", link);
  writeChanges([{ file: link, before: "a", after: "A" }]);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(cwd, "elsewhere/1.sql"), "utf8")).toBe("A");
  expect(readdirSync(join(cwd, "elsewhere"))).toEqual(["1.sql"]);
});

test.each([
  [
    "a file has changed meanwhile",
    "2.sql",
    { before: "other", after: "B" },
    /has changed since it was read/,
  ],
  ["a new file is there already", "2.sql", { after: "B" }, /cannot be written/],
  ["there is no such directory", "no/3.sql", { after: "C" }, /cannot be written/],
])("writes none where %s", (_why, name, change, problem) => {
  const cwd = directoryOf({ "0.sql": "0", "1.sql": "\uFEFFa", "2.sql": "b" });
  const changes = [
    { file: join(cwd, "new.sql"), after: "N" },
    { file: join(cwd, "1.sql"), before: "a", after: "A" },
    { file: join(cwd, name), ...change },
    { file: join(cwd, "0.sql"), before: "0", after: "O" },
  ];
  const error = thrown(MigrationFileError, () => writeChanges(changes));
  expect(error).toMatchObject({ code: "migration-file", location: { file: join(cwd, name) } });
  expect(String(error)).toMatch(problem);
  const left = readdirSync(cwd).toSorted();
  expect(left.map((file) => [file, readFileSync(join(cwd, file), "utf8")])).toEqual([
    ["0.sql", "0"],
    ["1.sql", "\uFEFFa"],
    ["2.sql", "b"],
  ]);
});
