import { join } from "node:path";
import { expect, test } from "vitest";
import { importedFiles } from "../../src/migrations/index.ts";
import { directoryOf } from "../support/migrations.ts";

test("a file, and what it imports by relative paths, through all of it and once each", () => {
  const directory = directoryOf({
    "1_a.ts": `import { a } from "./lib/a.js"; export * from './lib/dir'; const pg = require("pg");`,
    "lib/a.ts": 'import b from "../b"; await import(`./a.js`);',
    "lib/dir/index.mjs": "",
    "b.json": "{}",
    "c.ts": "",
  });
  const files = [...importedFiles(join(directory, "1_a.ts")).keys()];
  expect(files.map((file) => file.slice(directory.length + 1))).toEqual([
    "1_a.ts",
    "lib/a.ts",
    "b.json",
    "lib/dir/index.mjs",
  ]);
});
