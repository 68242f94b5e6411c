import { describe, expect, test } from "vitest";
import { countOrName, normaliseArguments, wantsJson } from "../../src/cli/arguments.ts";

const commands = ["up", "down"];
const known = new Map([
  ["-m", "one"],
  ["-s", "many"],
  ["--migrations-table", "one"],
  ["--lock", "none"],
  ["--no-lock", "none"],
] as const);

describe("node-pg-migrate's spellings", () => {
  test.each([
    ["camelCase flags", ["--migrationsTable", "t"], ["--migrations-table", "t"]],
    ["a value behind an equals sign", ["--databaseUrlVar=DB_Url"], ["--database-url-var=DB_Url"]],
    ["negated flags", ["--noCheckOrder"], ["--no-check-order"]],
    ["kebab-case stays", ["--no-check-order"], ["--no-check-order"]],
    ["short flags stay", ["-mDir", "-m", "Dir"], ["-mDir", "-m", "Dir"]],
    [
      "the command stays first",
      ["up", "1_addUsers", "camelCase"],
      ["up", "1_addUsers", "camelCase"],
    ],
    ["a value behind a short flag's equals sign", ["-d=URL"], ["-dURL"]],
    [
      "true and false behind a switch",
      ["--lock=false", "--no-lock=false"],
      ["--no-lock", "--lock"],
    ],
    [
      "true and false after a switch",
      ["--lock", "false", "--lock", "true"],
      ["--no-lock", "--lock"],
    ],
    ["true and false as values stay", ["-m", "true"], ["-m", "true"]],
    [
      "flags before the command",
      ["-m", "up", "--lock", "up", "1"],
      ["up", "1", "-m", "up", "--lock"],
    ],
    ["lists before the command", ["-s", "a", "b", "up", "1"], ["up", "1", "-s", "a", "b"]],
    ["flags before and after it", ["-m", "x", "up", "--lock"], ["up", "--lock", "-m", "x"]],
    ["flags before it, and --", ["--lock", "up", "--", "-1"], ["up", "--lock", "--", "-1"]],
    ["unknown flags before it", ["--colour", "up"], ["up", "--colour"]],
    ["a value with line breaks stays", ["--who=A\nB"], ["--who=A\nB"]],
    ["what follows -- stays", ["--dryRun", "--", "--noLock"], ["--dry-run", "--", "--noLock"]],
    ["nothing stays nothing", [], []],
  ])("%s", (_what, given, expected) => {
    expect(normaliseArguments(given, commands, known)).toEqual(expected);
  });
});

test.each([
  [undefined, {}],
  ["3", { count: 3 }],
  ["0", { count: 0 }],
  ["1_users", { name: "1_users" }],
  ["-1", { name: "-1" }],
  ["1.5", { name: "1.5" }],
  ["", { name: "" }],
])("a positional %j means %j", (given, expected) => {
  expect(countOrName(given)).toEqual(expected);
});

test("the version is package.json's", async () => {
  const { version } = await import("../../src/version.ts");
  const manifest = await import("../../package.json", { with: { type: "json" } });
  expect(version).toBe(manifest.default.version);
});

test.each([
  ["up --json", true],
  ["verify --format json", true],
  ["verify --all --format=json", true],
  ["verify --format json --output x", false],
  ["verify --format junit --output x --json", true],
  ["verify --format junit", false],
  ["up", false],
])("`%s` wants JSON: %s", (typed, wanted) => {
  expect(wantsJson(typed.split(" "))).toBe(wanted);
});
