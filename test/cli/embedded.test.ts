import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro, start, startPgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { nowhere } from "../support/empty-database.ts";
import { addFiles, directoryOf } from "../support/migrations.ts";
import { jsonLines, projectOfTwo } from "../support/project.ts";
import { testInSoak } from "../support/share.ts";
import { soaking } from "../support/soak.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const firstLine =
  "Using the embedded development database in .pgmaestro/database; set DATABASE_URL for a server.";

/** Puts a new embedded database where a command would make one, which spares the seconds that takes. */
function prepare(cwd: string, directory = ".pgmaestro/database"): void {
  cpSync(inject("embeddedTemplate"), join(cwd, directory), { recursive: true });
}

describe.skipIf(soaking)("with nothing set", () => {
  test("a new embedded database is made, and the first line says so", async () => {
    const cwd = projectOfTwo();
    const { exitCode, stdout, stderr } = await pgmaestro(["up"], { cwd });
    expect([exitCode, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(firstLine);
    expect(lines[1]).toMatch(/^Making a new embedded database in .*\/\.pgmaestro\/database;/);
    expect(stdout).toContain("2 migrations applied");
    expect(readdirSync(join(cwd, ".pgmaestro")).toSorted()).toEqual([".gitignore", "database"]);
  });

  test("git sees nothing of .pgmaestro", async () => {
    const cwd = projectOfTwo();
    prepare(cwd);
    await pgmaestro(["up"], { cwd });
    await start("git", ["init", "--quiet"], { cwd }).finished;
    const { stdout } = await start("git", ["status", "--porcelain", "-uall"], { cwd }).finished;
    expect(stdout).toBe("?? migrations/1_a.sql\n?? migrations/2_b.sql\n");
  });

  test("what one command applies, the next one finds", async () => {
    const cwd = projectOfTwo();
    prepare(cwd);
    await pgmaestro(["up", "1"], { cwd });
    const { stdout } = await pgmaestro(["status"], { cwd });
    expect(stdout.split("\n")[0]).toBe(firstLine);
    expect(stdout).toMatch(/applied +1_a[^]*pending +2_b/);
    const json = jsonLines(await pgmaestro(["status", "--json"], { cwd }));
    expect(json).toHaveLength(1);
    expect(json[0]!["counts"]).toMatchObject({ applied: 1, pending: 1 });
  });

  test.each([
    ["NODE_ENV", "production", "NODE_ENV is production"],
    ["CI", "true", "CI is set"],
    ["CI", "1", "CI is set"],
  ])("%s=%s refuses it and names what to set", async (name, value, why) => {
    const cwd = projectOfTwo();
    for (const command of ["up", "status", "down", "plan"]) {
      const { exitCode, stdout, stderr } = await pgmaestro([command], {
        cwd,
        env: { [name]: value },
      });
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`No database is named, and ${why}`);
      expect(stderr).toMatch(/Hint: Set DATABASE_URL, or POSTGRES_HOST/);
    }
    expect(existsSync(join(cwd, ".pgmaestro"))).toBe(false);
  });

  test("CI=false does not refuse it", async () => {
    const cwd = projectOfTwo();
    prepare(cwd);
    expect(await pgmaestro(["status"], { cwd, env: { CI: "false" } })).toMatchObject({
      exitCode: 0,
    });
  });
});

testInSoak(
  "kill -9 while the database is being made leaves nothing that breaks the next run",
  async () => {
    const cwd = projectOfTwo();
    for (const pause of [0, 400, 1500]) {
      const { child, finished } = startPgmaestro(["up"], {
        cwd,
        env: { PGMAESTRO_CACHE: nowhere },
      });
      await waitFor(() => existsSync(join(cwd, ".pgmaestro/database.new")));
      await sleep(pause);
      child.kill("SIGKILL");
      await finished;
    }
    const { exitCode, stdout } = await pgmaestro(["up"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/2 migrations applied|Nothing to do/);
    expect((await pgmaestro(["status", "--check"], { cwd })).exitCode).toBe(0);
    expect(readdirSync(join(cwd, ".pgmaestro")).toSorted()).toEqual([".gitignore", "database"]);
  },
);

describe.skipIf(soaking)("DATABASE_URL=pglite:…", () => {
  test("names a directory, relative to where the command is typed, also in production", async () => {
    const cwd = projectOfTwo();
    prepare(cwd, "data/here");
    const env = { DATABASE_URL: "pglite:./data/here", NODE_ENV: "production", CI: "true" };
    const { exitCode, stdout } = await pgmaestro(["up"], { cwd, env });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain("development database");
    expect(existsSync(join(cwd, ".pgmaestro"))).toBe(false);
    const { stdout: after } = await pgmaestro(["status"], { cwd, env });
    expect(after).toContain(`2 applied, 0 pending in the embedded database in ${cwd}/data/here`);
  });

  test.each(["status", "plan", "history", "drift", "down --dry-run"])(
    "is not made by `%s`, which sees an empty one",
    async (command) => {
      const cwd = projectOfTwo();
      const env = { DATABASE_URL: "pglite:./absent" };
      const { exitCode, stdout, stderr } = await pgmaestro(command.split(" "), { cwd, env });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
      expect(stdout).toMatch(/2 pending|2 migrations|Nothing|No drift/);
      expect(existsSync(join(cwd, "absent"))).toBe(false);
    },
  );

  test("an extension that PGlite lacks is named, with what to do", async () => {
    const cwd = directoryOf({
      "migrations/1_map.sql": "create table map ();\ncreate extension if not exists postgis;\n",
    });
    prepare(cwd);
    const { exitCode, stderr } = await pgmaestro(["up"], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('migrations/1_map.sql:2:1: extension "postgis" is not available');
    expect(stderr).toContain("Not done: 1_map");
    expect(stderr).toMatch(
      /Hint: The embedded PostgreSQL does not have this extension; set DATABASE_URL/,
    );
  });

  test("an extension stays loaded once no file asks for it, even if its record is lost", async () => {
    const cwd = directoryOf({
      "migrations/1_ids.sql": 'create extension "uuid-ossp";',
      "later/2_t.sql":
        "create table t (id uuid default uuid_generate_v4()); insert into t default values;",
    });
    prepare(cwd);
    expect(await pgmaestro(["up"], { cwd })).toMatchObject({ exitCode: 0 });
    const later = ["--migrations-dir", "later", "--no-check-order"];
    expect(await pgmaestro(["up", ...later], { cwd })).toMatchObject({ exitCode: 0 });
    rmSync(join(cwd, ".pgmaestro/database/pgmaestro-extensions.json"));
    addFiles(cwd, { "later/3_t.sql": "insert into t default values;" });
    expect(await pgmaestro(["up", ...later], { cwd })).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe.skipIf(soaking)("serve", () => {
  test("lets psql and other commands in, and SIGTERM ends it cleanly", async () => {
    const cwd = projectOfTwo();
    prepare(cwd);
    const { child, finished } = startPgmaestro(["serve", "--port", "0", "--json"], { cwd });
    let shown = "";
    child.stdout!.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    try {
      await waitFor(() => shown.includes("\n"));
      const { type, url } = JSON.parse(shown) as { type: string; url: string };
      expect(type).toBe("serving");
      expect(await pgmaestro(["up"], { cwd })).toMatchObject({ exitCode: 0 });
      expect(await queryOnce(url, "select count(*)::int from pgmigrations")).toEqual([
        { count: 2 },
      ]);
    } finally {
      child.kill("SIGTERM");
    }
    expect(await finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await pgmaestro(["down"], { cwd })).toMatchObject({ exitCode: 0 });
  });

  test("a server's database cannot be served", async () => {
    const cwd = projectOfTwo();
    const env = { DATABASE_URL: inject("serverUrl") };
    const { exitCode, stderr } = await pgmaestro(["serve"], { cwd, env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Only an embedded database can be served");
  });
});

async function waitFor(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1500 && !condition(); attempt++) await sleep(20);
  expect(condition()).toBe(true);
}
