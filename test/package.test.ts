import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { version } from "../src/index.ts";
import { start } from "./support/cli.ts";
import { createDatabase, dropDatabase } from "./support/databases.ts";
import { addFiles, upDown } from "./support/migrations.ts";

const repository = resolve(import.meta.dirname, "..");

let place: string;
let tarball: string;
let packed: string[];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "pgmaestro-package-"));
  const pack = await run(
    repository,
    `npm pack --ignore-scripts --json --pack-destination ${place}`,
  );
  const [{ filename, files }] = JSON.parse(pack) as [
    { filename: string; files: { path: string }[] },
  ];
  tarball = join(place, filename);
  packed = files.map(({ path }) => path);
}, 300_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A project that has installed the package. */
async function installed(name: string, ...flags: string[]) {
  const project = join(place, name);
  addFiles(project, { "package.json": '{ "name": "app", "private": true, "type": "module" }' });
  const line = ["npm install", tarball, "--prefer-offline --no-audit --no-fund", ...flags];
  const { stderr } = await finished(project, line.join(" "));
  return { project, warnings: stderr };
}

describe("the package as others install it", () => {
  let project: string;
  let warnings: string;

  beforeAll(async () => void ({ project, warnings } = await installed("full")), 300_000);

  test("installs without a warning", () => expect(warnings).toBe(""));

  test("holds what runs and its types, and nothing of how it is made", () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        "package.json",
        "dist/index.js",
        "dist/index.d.ts",
        "dist/rules/index.js",
        "dist/rules/index.d.ts",
        "dist/testing/index.js",
        "dist/testing/index.d.ts",
        "dist/bin/pgmaestro.js",
        "dist/bin/LICENSES.txt",
      ]),
    );
    const others = packed.filter((path) => !/^dist\/.*\.(?:js|d\.ts)$/.test(path));
    expect(others.toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "ci/comment.js",
      "ci/gitlab.yml",
      "dist/bin/LICENSES.txt",
      "dist/bin/package.json",
      "package.json",
    ]);
    expect(packed.filter((path) => /(?:^|\/)(?:test|seed)\/|\.test\.|\.env/.test(path))).toEqual(
      [],
    );
  });

  test("runs from npx, by both names, on an embedded database", async () => {
    expect(await run(project, "npx pgmaestro --version")).toBe(`${version}\n`);
    expect(await run(project, "npx node-pg-migrate --version")).toBe(`${version}\n`);
    expect(await run(project, "npx pgmaestro create add_things")).toMatch(/^Created migrations\//);
    const [file] = readdirSync(join(project, "migrations"));
    addFiles(project, {
      [`migrations/${file}`]:
        "-- Up Migration\nCREATE EXTENSION pgcrypto;\nCREATE TABLE things (id int);\n-- Down Migration\nDROP TABLE things;\nDROP EXTENSION pgcrypto;\n",
    });
    expect(await run(project, "npx pgmaestro up")).toContain("1 migration applied");
    expect(await run(project, "npx pgmaestro redo")).toContain("1 migration rolled back");
    expect(await run(project, "npx pgmaestro status")).toContain("1 applied, 0 pending");
  }, 120_000);

  test("is a library for JavaScript", async () => {
    addFiles(project, {
      "use.mjs": `import { status, up, MigrationFailedError } from "pgmaestro";
        const options = { database: "pglite:./library", migrationsDir: "migrations" };
        const { migrations } = await up(options);
        const { counts } = await status(options);
        console.log(JSON.stringify([migrations.length, counts.applied, typeof MigrationFailedError]));`,
    });
    expect(JSON.parse(await run(project, "node use.mjs"))).toEqual([1, 1, "function"]);
  }, 120_000);

  test("has what rules of one's own are written with", async () => {
    await run(project, "npx pgmaestro lint --new-rule with-created-at");
    addFiles(project, {
      "check.mjs": `import { checkRules } from "pgmaestro/rules";
        console.log(JSON.stringify(await checkRules(["./rules/*.ts"])));`,
    });
    expect(JSON.parse(await run(project, "node check.mjs"))).toEqual([]);
  }, 120_000);

  test("has databases for tests", async () => {
    addFiles(project, {
      "database.mjs":
        `import { migratedDatabase } from "pgmaestro/testing";
        await using db = await migratedDatabase({ migrations: { "1_a": "create table a (id int)" } });
        console.log(JSON.stringify((await db.pool.query("select count(*)::int from a")).rows));`.replace(
          "await using",
          "const",
        ) + " await db.close();",
    });
    expect(JSON.parse(await run(project, "node database.mjs"))).toEqual([{ count: 0 }]);
  }, 120_000);

  test("type-checks in a strict project that checks its libraries too", async () => {
    addFiles(project, {
      "use.ts": `import pg from "pg";
        import { down, status, up, type RunEvent, type StatusResult } from "pgmaestro";
        import { defineRule } from "pgmaestro/rules";
        import { expectRoundTrip, migratedDatabase, type TestDatabase } from "pgmaestro/testing";
        {
          await using db: TestDatabase = await migratedDatabase({ server: "postgres://127.0.0.1/x" });
          const { rows } = await db.pool.query("select 1");
          await expectRoundTrip(String(rows.length), { migrationsDir: "m" });
        }
        const events: RunEvent[] = [];
        const pool = new pg.Pool();
        await up({ database: pool, to: "1_a", onEvent: (event) => void events.push(event) });
        await down({ database: "postgres://127.0.0.1/x", count: 2 });
        const result: StatusResult = await status({ database: new pg.Client() });
        const first: string | undefined = result.migrations[0]?.name;
        const rule = defineRule({
          name: "a-b", severity: "warning", summary: "s", why: "w", instead: "i",
          check: { action: (action) => void (action.kind === "create-table" && action.columns) },
        });
        export { rule };
        // @ts-expect-error a database is needed
        await up({});
        export { first };`,
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          strict: true,
          skipLibCheck: false,
          noEmit: true,
          types: ["node"],
        },
        files: ["use.ts"],
      }),
    });
    for (const name of ["@typescript/native", "@types/node", "@types/pg"]) link(project, name);
    expect(await run(project, "node node_modules/@typescript/native/bin/tsc -p .")).toBe("");
  }, 120_000);

  test("asks for nothing beyond what it declares", () => {
    const { dependencies, optionalDependencies } = packageJson();
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      expect(readdirSync(join(project, "node_modules", name))).toContain("package.json");
  });
});

describe("the package without its optional packages", () => {
  let project: string;
  let url: string;

  beforeAll(async () => {
    ({ project } = await installed("lean", "--omit=optional"));
    url = await createDatabase(inject("serverUrl"));
    addFiles(project, {
      "migrations/1_a.sql": upDown("CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;"),
      "migrations/2_b.sql": upDown("CREATE TABLE b (id int);", "DROP TABLE b;"),
    });
  }, 300_000);

  afterAll(() => dropDatabase(inject("serverUrl"), url));

  /** `pgmaestro` on the server, as it ends. */
  function pgmaestro(line: string, env: Record<string, string> = { DATABASE_URL: url }) {
    return finished(project, `node_modules/.bin/pgmaestro ${line}`, env);
  }

  test("takes at most 15 MB", async () => {
    const size = Number.parseInt(await run(project, "du -sk node_modules"), 10);
    expect(size).toBeGreaterThan(1000);
    expect(size).toBeLessThanOrEqual(15 * 1024);
    for (const name of Object.keys(packageJson().optionalDependencies))
      expect(existsSync(join(project, "node_modules", name))).toBe(false);
  });

  test("runs plan, up, status, lint and down on a server", async () => {
    const lines: [string, RegExp][] = [
      ["plan", /2 migrations, 2 statements/],
      ["up", /2 migrations applied/],
      ["status", /2 applied, 0 pending/],
      ["lint", /2_b\.sql:2:1 warning create-table-without-primary-key/],
      ["down --to 1_a", /1 migration rolled back/],
    ];
    for (const [line, said] of lines) {
      const { exitCode, stdout, stderr } = await pgmaestro(line);
      expect([line, exitCode, stderr]).toEqual([line, 0, ""]);
      expect(stdout).toMatch(said);
    }
  });

  test("runs JavaScript that Node imports, and says at a TypeScript file what it takes", async () => {
    link(project, "node-pg-migrate");
    addFiles(project, {
      "scripts/1_c.js": 'export const up = (pgm) => pgm.sql("CREATE TABLE c (id int)");\n',
      "typed/1_d.ts": "export enum Never { here }\nexport const up = (pgm: any) => pgm.sql('');\n",
    });
    const up = (folder: string) => pgmaestro(`up -m ${folder} -t ${folder}_history`);
    expect((await up("scripts")).stdout).toContain("1 migration applied");
    const { exitCode, stderr } = await up("typed");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/typed\/1_d\.ts:1:1: The package jiti is not installed/);
    expect(stderr).toMatch(/npm install jiti@\d/);
  });

  test.each([
    ["an embedded database", "up", "@electric-sql/pglite", {}],
    ["an embedded scratch database", "verify", "@electric-sql/pglite", undefined],
    ["an embedded database on a port", "serve", "@electric-sql/pglite", {}],
    ["an assistant", "mcp", "@modelcontextprotocol/server", {}],
    ["a comparison", "diff --from migrations --to migrations", "@supabase/pg-delta", undefined],
  ])("%s: says what to install (%s)", async (_title, line, name, env) => {
    const scratch = line.startsWith("diff") ? ` --scratch ${inject("serverUrl")}` : "";
    const { exitCode, stderr } = await pgmaestro(line + scratch, env);
    expect(exitCode).toBe(2);
    const version = packageJson().optionalDependencies[name] ?? "2";
    expect(stderr).toContain(`The package ${name} is not installed`);
    expect(stderr).toContain(`npm install ${name}@${version}`);
    expect(stderr).not.toContain("Cannot find");
  });
});

/** Lends a project a development package of ours; what the package itself needs comes with it. */
function link(project: string, name: string): void {
  const target = join(project, "node_modules", name);
  rmSync(target, { recursive: true, force: true });
  addFiles(project, { [`node_modules/${name}/../.keep`]: "" });
  symlinkSync(join(repository, "node_modules", name), target);
}

function packageJson() {
  return JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
}

async function run(cwd: string, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await finished(cwd, line);
  expect([line, exitCode, exitCode === 0 ? "" : stdout + stderr]).toEqual([line, 0, ""]);
  return stdout;
}

function finished(cwd: string, line: string, env: Record<string, string> = {}) {
  const quiet = { npm_config_update_notifier: "false" };
  return start("sh", ["-c", line], { cwd, env: { ...quiet, ...env } }).finished;
}
