import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfigFile } from "../../src/settings/config-file.ts";
import { ConfigurationError } from "../../src/errors/index.ts";
import { directoryOf } from "../support/migrations.ts";

async function read(name: string, text: string, section?: string) {
  return (await readConfigFile(join(directoryOf({ [name]: text }), name), section))!.content;
}

describe("a config file may be", () => {
  test.each([
    ["JSON", "c.json", '{ "lockWait": 5 }'],
    ["JSON with a byte order mark", "c.json", '\uFEFF{ "lockWait": 5 }'],
    ["a module", "c.mjs", "export default { lockWait: 5 };"],
    ["a CommonJS module", "c.cjs", "module.exports = { lockWait: 5 };"],
    ["TypeScript", "c.ts", "const lockWait: number = 5;\nexport default { lockWait };"],
    ["CommonJS in TypeScript", "c.cts", "module.exports = { lockWait: 5 as number };"],
  ])("%s", async (_what, name, text) => {
    expect(await read(name, text)).toEqual({ lockWait: 5 });
  });
});

test("every setting may stand in it", async () => {
  const content = {
    databaseUrl: "pglite:x",
    databaseUrlVar: "X",
    scratchDatabaseUrl: "postgres://s/x",
    migrationsDir: "d",
    migrationsTable: "t",
    migrationsSchema: "s",
    schema: ["a", "b"],
    ignorePattern: "x",
    transaction: "each",
    checkOrder: false,
    lock: true,
    lockWait: 0,
    lockValue: 12,
    useGlob: true,
    createSchema: true,
    decamelize: true,
    tsconfigPaths: "tsconfig.json",
    migrationFileLanguage: "ts",
    migrationFilenameFormat: "utc",
    templateFileName: "t.ts",
    lint: {
      sets: ["safety"],
      rules: { "drop-table": "off", "drop-column": "notice" },
      baseline: "1_a",
      postgres: 16,
      failOn: "warning",
      smallTables: ["a"],
      busyTables: ["b"],
      statistics: "s.json",
      lockTimeout: true,
    },
  };
  expect(await read("c.json", JSON.stringify(content))).toEqual(content);
});

describe("refused with the file and the reason", () => {
  test.each([
    [
      "a misspelt setting",
      '{ "migrationDir": "x" }',
      'unknown setting "migrationDir"',
      "migrationsDir",
    ],
    ["an unknown setting", '{ "colour": 1 }', 'unknown setting "colour"', "The settings are"],
    ["a wrong kind of value", '{ "lock": "yes" }', '"lock" must be true or false', "docs"],
    [
      "a misspelt setting of lint",
      '{ "lint": { "set": ["safety"] } }',
      'unknown setting "lint.set"',
      '"lint.sets"',
    ],
    [
      "an unknown setting of lint",
      '{ "lint": { "naming": 1 } }',
      'unknown setting "lint.naming"',
      "The settings are: lint.sets, ",
    ],
    ["no settings of lint", '{ "lint": true }', '"lint" must be an object of settings', "docs"],
    [
      "an unknown set",
      '{ "lint": { "sets": ["all"] } }',
      '"lint.sets.0" must be one of safety, recommended, strict, conventions',
      "docs",
    ],
    [
      "an unknown severity",
      '{ "lint": { "rules": { "drop-table": "fatal" } } }',
      '"lint.rules.drop-table" must be one of error, warning, notice, off',
      "docs",
    ],
    [
      "a negative time",
      '{ "lockWait": -1 }',
      '"lockWait" must be a number of seconds, 0 or more',
      "docs",
    ],
    [
      "an unknown mode",
      '{ "transaction": "some" }',
      '"transaction" must be one of auto, all',
      "docs",
    ],
    ["a list of other things", '{ "schema": [1] }', '"schema" must be', "docs"],
    ["no object", "[]", "must hold an object of settings", ""],
    ["nothing", "null", "must hold an object of settings", ""],
    ["broken JSON", "{", "cannot be read", "Fix"],
  ])("%s", async (_what, text, message, hint) => {
    const error = await read("c.json", text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      message: expect.stringContaining("c.json"),
      hint: expect.stringContaining(hint),
    });
    expect((error as Error).message).toContain(message);
  });

  test("a module that throws", async () => {
    await expect(read("c.mjs", "throw new Error('oops')")).rejects.toThrow(/cannot be read: oops/);
  });

  test("a file that is named but not there", async () => {
    await expect(readConfigFile(join(directoryOf({}), "c.json"))).rejects.toThrow(
      ConfigurationError,
    );
  });
});

describe("in node-pg-migrate's shape", () => {
  const url = "postgres://a/b";

  test.each([
    ["a URL alone", url, { databaseUrl: url }],
    ["url as text", { url }, { databaseUrl: url }],
    [
      "url as an object",
      { url: { host: "h", ssl: { ca: "c" } } },
      { databaseUrl: { host: "h", ssl: { ca: "c" } } },
    ],
    [
      "parts",
      { host: "h", port: "1", name: "d", user: "u", password: "p", ssl: true },
      { databaseUrl: { host: "h", port: 1, database: "d", user: "u", password: "p", ssl: true } },
    ],
    [
      "one part, the rest as usual",
      { database: "d" },
      { databaseUrl: { host: "localhost", port: 5432, database: "d" } },
    ],
    [
      "keys in kebab case",
      { "migrations-dir": "m", "check-order": false, "create-schema": true },
      { migrationsDir: "m", checkOrder: false, createSchema: true },
    ],
    [
      "unknown keys, passed over",
      { url, colour: "red", "migration-dir": "x" },
      { databaseUrl: url },
    ],
    ["the section db", { db: { schema: ["a"] }, app: { url: "x" } }, { schema: ["a"] }],
    ["a URL as section", { db: url }, { databaseUrl: url }],
    ["the name of a variable", { "database-url-var": "OTHER" }, { databaseUrlVar: "OTHER" }],
    [
      "a URL where the name of a variable belongs",
      { "database-url-var": url },
      { databaseUrl: url },
    ],
    ["fail", { "advisory-lock-mode": "fail" }, { lockWait: 0 }],
    ["wait", { "advisory-lock-mode": "wait" }, { lockWait: Infinity }],
    ["what has no effect", { url, verbose: false, pretty: true }, { databaseUrl: url }],
  ])("%s", async (_what, given, expected) => {
    const found = await read("c.json", JSON.stringify(given));
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  test("--config-value names another section; where it is not there the root counts", async () => {
    const text = `export default { test: { "migrations-dir": "t" }, "migrations-dir": "root" };`;
    expect(await read("c.ts", text, "test")).toEqual({ migrationsDir: "t" });
    expect(await read("c.ts", text, "other")).toEqual({ migrationsDir: "root" });
  });

  test("a value that a known key cannot have is refused", async () => {
    const error = await read("c.json", '{ "db": { "use-glob": "yes" } }').catch((caught) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/c\.json: "useGlob" must be true or false$/);
  });
});
