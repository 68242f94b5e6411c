import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfigFile } from "../../src/cli/config-file.ts";
import { ConfigurationError } from "../../src/errors/index.ts";
import { directoryOf } from "../support/migrations.ts";

async function read(name: string, text: string) {
  return (await readConfigFile(join(directoryOf({ [name]: text }), name)))!.content;
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
    ["a negative time", '{ "lockWait": -1 }', '"lockWait" must not be negative', "docs"],
    ["an unknown mode", '{ "transaction": "some" }', '"transaction" must be auto, all', "docs"],
    ["a list of other things", '{ "schema": [1] }', '"schema" must be', "docs"],
    ["no object", "[]", "must hold an object of settings", ""],
    ["nothing", "null", "must hold an object of settings", ""],
    ["broken JSON", "{", "cannot be read", "Mend"],
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
