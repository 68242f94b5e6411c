import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { version } from "../src/index.ts";
import { start } from "./support/cli.ts";
import { addFiles } from "./support/migrations.ts";

const repository = resolve(import.meta.dirname, "..");

describe("the package as others install it", () => {
  let project: string;
  let packed: string[];

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), "pgmaestro-package-"));
    const pack = await run(
      repository,
      `npm pack --ignore-scripts --json --pack-destination ${project}`,
    );
    const [{ filename, files }] = JSON.parse(pack) as [
      { filename: string; files: { path: string }[] },
    ];
    packed = files.map(({ path }) => path);
    addFiles(project, { "package.json": '{ "name": "app", "private": true, "type": "module" }' });
    await run(project, `npm install ${filename} --prefer-offline --no-audit --no-fund`);
  }, 300_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test("holds what runs and its types, and nothing of how it is made", () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        "package.json",
        "dist/index.js",
        "dist/index.d.ts",
        "dist/bin/pgmaestro.js",
      ]),
    );
    const others = packed.filter((path) => !/^dist\/.*\.(?:js|d\.ts)$/.test(path));
    expect(others.filter((path) => !/^(?:package\.json|README\.md|LICENSE)$/.test(path))).toEqual(
      [],
    );
    expect(packed.filter((path) => /(?:^|\/)test\/|\.test\.|\.env|seed/.test(path))).toEqual([]);
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

  test("type-checks in a strict project that checks its libraries too", async () => {
    addFiles(project, {
      "use.ts": `import pg from "pg";
        import { down, status, up, type RunEvent, type StatusResult } from "pgmaestro";
        const events: RunEvent[] = [];
        const pool = new pg.Pool();
        await up({ database: pool, to: "1_a", onEvent: (event) => void events.push(event) });
        await down({ database: "postgres://127.0.0.1/x", count: 2 });
        const result: StatusResult = await status({ database: new pg.Client() });
        const first: string | undefined = result.migrations[0]?.name;
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
    for (const name of ["typescript", "@types/node", "@types/pg"]) link(name);
    expect(await run(project, "node node_modules/typescript/bin/tsc -p .")).toBe("");
  }, 120_000);

  /** Lends the project a development package of ours; what the package itself needs comes with it. */
  function link(name: string): void {
    const place = join(project, "node_modules", name);
    rmSync(place, { recursive: true, force: true });
    addFiles(project, { [`node_modules/${name}/../.keep`]: "" });
    symlinkSync(join(repository, "node_modules", name), place);
  }

  test("asks for nothing beyond what it declares", () => {
    const { dependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies))
      expect(readdirSync(join(project, "node_modules", name))).toContain("package.json");
  });
});

async function run(cwd: string, line: string): Promise<string> {
  const env = { npm_config_update_notifier: "false" };
  const { exitCode, stdout, stderr } = await start("sh", ["-c", line], { cwd, env }).finished;
  expect([line, exitCode, exitCode === 0 ? "" : stdout + stderr]).toEqual([line, 0, ""]);
  return stdout;
}
