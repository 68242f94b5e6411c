import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { pgmaestroProcess } from "../support/cli.ts";
import { createDatabase, dropDatabase } from "../support/databases.ts";
import { directoryOf, upDown } from "../support/migrations.ts";
import { projectWithBuilder, written } from "../support/project.ts";
import { thirdOf } from "../support/share.ts";
import { soaking } from "../support/soak.ts";

const creates = (table: string, before = "", atLoad = "") =>
  `${atLoad}\nexport const up = async (pgm) => { ${before}\npgm.createTable("${table}", { id: "int" }); };`;

test.each(
  thirdOf([
    ["changes the directory when it runs", creates("a", 'process.chdir("/");')],
    ["changes the directory when it is loaded", creates("a", "", 'process.chdir("/");')],
    [
      "changes the directory and fails to change it back",
      creates("a", 'await null; process.chdir("/tmp");'),
    ],
    ["takes a global away", creates("a", "", "globalThis.URL = undefined;")],
  ]),
)("a migration that %s does not stop the next one", async (_what, text) => {
  const url = await createDatabase(inject("serverUrl"));
  const cwd = projectWithBuilder({
    "migrations/1_a.mjs": text,
    "migrations/2_b.mjs": creates("b"),
    "migrations/3_c.sql": upDown("create table c (id int);", "drop table c;"),
  });
  try {
    const env = { DATABASE_URL: url };
    for (const args of [["up"], ["status", "--check"], ["redo", "3"]]) {
      const finished = await pgmaestroProcess(args, { cwd, env });
      expect(written(finished)).not.toMatch(/Error/);
      expect(finished.exitCode).toBe(0);
    }
  } finally {
    await dropDatabase(inject("serverUrl"), url);
  }
});

test.skipIf(soaking)("versions 6 and 7 of node-pg-migrate keep the builder in a file", async () => {
  const builder = JSON.stringify(fileURLToPath(import.meta.resolve("node-pg-migrate")));
  const planned = (file: string) =>
    pgmaestroProcess(["up", "--dry-run"], {
      cwd: directoryOf({
        "migrations/1_a.mjs": creates("a"),
        "node_modules/node-pg-migrate/package.json":
          '{ "name": "node-pg-migrate", "main": "dist/index.js" }',
        "node_modules/node-pg-migrate/dist/index.js": "exports.default = function runner() {};",
        [`node_modules/node-pg-migrate/dist/${file}`]: `exports.default = require(${builder}).MigrationBuilder;`,
      }),
      env: { DATABASE_URL: inject("serverUrl") },
    });
  for (const file of ["migration-builder.js", "migrationBuilder.js"])
    expect((await planned(file)).stdout).toContain('CREATE TABLE "a"');
  const without = await planned("other.js");
  expect(without.stderr).toContain("has no MigrationBuilder");
  expect(without.exitCode).toBe(2);
});

test.skipIf(soaking)("a node-pg-migrate that is broken is not called missing", async () => {
  const cwd = directoryOf({
    "migrations/1_a.mjs": creates("a"),
    "node_modules/node-pg-migrate/package.json":
      '{ "name": "node-pg-migrate", "main": "index.js" }',
    "node_modules/node-pg-migrate/index.js": 'throw new Error("half installed");',
  });
  const finished = await pgmaestroProcess(["plan"], {
    cwd,
    env: { DATABASE_URL: inject("serverUrl") },
  });
  expect(finished.stderr).toContain("which cannot be loaded: half installed");
  expect(finished.exitCode).toBe(2);
});
