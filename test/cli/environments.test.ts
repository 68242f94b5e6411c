import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { projectWithBuilder } from "../support/project.ts";
import { jsonLines, projectOfTwo, written } from "../support/project.ts";

const key = "0123456789abcdef0123456789abcdef";
let urls: { readonly staging: string; readonly production: string };

beforeAll(async () => {
  const made = await Promise.all([0, 1].map(() => createDatabase(inject("serverUrl"))));
  urls = { staging: made[0]!, production: made[1]! };
});
beforeEach(async () => {
  for (const url of Object.values(urls))
    await queryOnce(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
});
afterAll(async () => {
  for (const url of Object.values(urls)) await dropDatabase(inject("serverUrl"), url);
});

const environments = {
  staging: { url: { env: "STAGING_URL" } },
  production: {
    url: { env: "PRODUCTION_URL" },
    protected: true,
    requires: ["staging"],
    soak: "0s",
  },
};

/** A project with environments, and the command line in it. */
function project(config: object = { environments }, more: Record<string, string> = {}) {
  const cwd = projectOfTwo({ "pgmaestro.config.json": JSON.stringify(config), ...more });
  const env = {
    STAGING_URL: urls.staging,
    PRODUCTION_URL: urls.production,
    PGMAESTRO_RECEIPT_KEY: key,
  };
  const run = (args: readonly string[], variables: Record<string, string> = {}) =>
    pgmaestro(args, { cwd, env: { ...env, ...variables } });
  return { cwd, run };
}

const names = async (url: string) =>
  (await queryOnce<{ name: string }>(url, "SELECT name FROM pgmigrations ORDER BY id")).map(
    ({ name }) => name,
  );

test("staging first: production refuses with exit code 3 what it has not applied", async () => {
  const { run } = project();
  const refused = await run(["up", "--env", "production"]);
  expect(refused.exitCode).toBe(3);
  expect(refused.stderr).toMatch(/^Error: production requires more of what is to run/);
  expect(written(refused)).not.toContain("postgres:postgres");
  expect(await run(["up", "--env", "staging"])).toMatchObject({ exitCode: 0 });
  expect(await run(["up"], { PGMAESTRO_ENV: "production" })).toMatchObject({ exitCode: 0 });
  expect(await names(urls.production)).toEqual(["1_a", "2_b"]);
});

test("with --json the refusal has what is lacking", async () => {
  const { run } = project();
  const [error] = jsonLines(await run(["up", "--env", "production", "--json"]));
  expect(error).toMatchObject({
    type: "error",
    error: {
      code: "requirements-unmet",
      environment: "production",
      shortfalls: [
        { migration: "1_a", environment: "staging", kind: "not-applied" },
        { migration: "2_b", environment: "staging", kind: "not-applied" },
      ],
    },
  });
});

test("a JS config names variables by `env`, also for the database itself", async () => {
  const config = `import { env } from "../dist/index.js";
    export default { databaseUrl: env("MAIN_URL"), environments: { staging: { url: env("STAGING_URL") } } };`;
  const dist = join(import.meta.dirname, "../../dist/index.js");
  const cwd = projectWithBuilder({
    "migrations/1_a.sql": "CREATE TABLE a ();",
    "pgmaestro.config.mjs": config.replace("../dist/index.js", dist),
    ".env": `MAIN_URL=${urls.production}\nSTAGING_URL=${urls.staging}\n`,
  });
  expect(await pgmaestro(["up", "--env", "staging"], { cwd })).toMatchObject({ exitCode: 0 });
  expect(await names(urls.staging)).toEqual(["1_a"]);
  expect(await pgmaestro(["up"], { cwd })).toMatchObject({ exitCode: 0 });
  expect(await names(urls.production)).toEqual(["1_a"]);
});

test("a receipt stands for staging where that cannot be reached", async () => {
  const { cwd, run } = project();
  await run(["up", "1", "--env", "staging"]);
  const receipt = await run(["receipt", "--env", "staging", "--output", "kept/staging.json"]);
  expect(receipt.stdout).toMatch(/^Wrote kept\/staging\.json: 1 migration of staging, until /);
  const text = readFileSync(join(cwd, "kept/staging.json"), "utf8");
  expect(text).not.toContain(key);
  expect(text).not.toContain("postgres:");
  const alone = { STAGING_URL: "" };
  const production = ["up", "--env", "production", "--receipt", "kept/staging.json"];
  expect((await run(production, alone)).stderr).toContain("2_b: staging has not applied it");
  expect(await run([...production, "--to", "1_a"], alone)).toMatchObject({ exitCode: 0 });
  writeFileSync(join(cwd, "kept/staging.json"), text.replace('"1_a"', '"2_b"'));
  const forged = await run(production, alone);
  expect(forged.exitCode).toBe(3);
  expect(forged.stderr).toContain("was changed after it was signed");
  expect(await names(urls.production)).toEqual(["1_a"]);
});

test("`receipt --json` prints it, and writes no file", async () => {
  const { cwd, run } = project();
  const [line] = jsonLines(await run(["receipt", "--env", "staging", "--json", "--valid", "1h"]));
  expect(line).toMatchObject({ type: "receipt", environment: "staging", migrations: [] });
  const { readAt, expiresAt } = line as { readAt: string; expiresAt: string };
  expect(Date.parse(expiresAt) - Date.parse(readAt)).toBe(3_600_000);
  expect(() => readFileSync(join(cwd, "pgmaestro.receipt.json"))).toThrow();
});

test("an override goes on where staging has no address, and shows in the history", async () => {
  const { run } = project();
  const up = ["up", "--env", "production"];
  expect(await run(up, { STAGING_URL: "" })).toMatchObject({ exitCode: 2 });
  const override = [...up, "--override", `incident 4711 ${key}`];
  expect(await run(override, { STAGING_URL: "" })).toMatchObject({ exitCode: 0 });
  const [row] = await queryOnce(urls.production, "SELECT detail FROM pgmigrations_journal LIMIT 1");
  expect(row).toEqual({
    detail: expect.stringMatching(/^incident 4711 \*\*\* \(how far staging is cannot be read/),
  });
  const history = await run(["history", "--env", "production"]);
  expect(history.stdout).toContain("allowed to run here all the same: incident 4711 ***");
});

test("a proof of verify that is required is kept where `up` looks for it", async () => {
  const required = { production: { url: { env: "PRODUCTION_URL" }, requires: ["verify"] } };
  const { cwd, run } = project({ environments: required });
  const refused = await run(["up", "--env", "production"]);
  expect(refused).toMatchObject({ exitCode: 3 });
  expect(refused.stderr).toContain("1_a: verify has not found it sound");
  const verified = await run(["verify", "--all", "--scratch", inject("serverUrl")]);
  expect(verified.stdout).toContain("pgmaestro.proofs.json proves 2 migrations sound.");
  expect(readFileSync(join(cwd, "pgmaestro.proofs.json"), "utf8")).toContain('"name":"2_b"');
  expect(await run(["up", "--env", "production"])).toMatchObject({ exitCode: 0 });
});

describe("a protected environment", () => {
  const guarded = (isProtected?: boolean) => ({
    environments: { production: { url: { env: "PRODUCTION_URL" }, protected: isProtected } },
  });

  test.each([[["down"]], [["redo"]], [["down", "--all"]], [["mark", "--all"]], [["adopt"]]])(
    "is asked for before %j, and wants --yes where nobody can be asked",
    async (args) => {
      const { run } = project(guarded(true));
      await run(["up", "--env", "production"]);
      const refused = await run([...args, "--env", "production"]);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain(
        "is protected (environments.production in pgmaestro.config.json), and nobody can be asked",
      );
      expect(await run([...args, "--env", "production", "--yes"])).toMatchObject({ exitCode: 0 });
    },
  );

  test("is never dropped", async () => {
    const { run } = project(guarded(true));
    const refused = await run(["db", "drop", "--env", "production", "--yes"]);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain("and is never dropped");
  });

  test.each([
    ["that says nothing is by NODE_ENV", undefined, [], { NODE_ENV: "production" }, 2],
    ["that says no is not", false, [], { NODE_ENV: "production" }, 0],
    ["is not where the command line says so", true, ["--no-protected"], {}, 0],
  ] as const)("%s", async (_what, isProtected, flags, variables, exitCode) => {
    const { run } = project(guarded(isProtected));
    await run(["up", "--env", "production"]);
    const { exitCode: found } = await run(["down", "--env", "production", ...flags], variables);
    expect(found).toBe(exitCode);
  });
});

describe("what is wrong is said with what to do", () => {
  test.each([
    [["status", "--env", "prduction"], {}, 'There is no environment "prduction"', "production?"],
    [
      ["status", "--env", "staging", "--database-url", "postgres://x"],
      {},
      "both name",
      "one of them",
    ],
    [["status", "--env", "staging"], { STAGING_URL: "" }, "STAGING_URL is not set", ".env"],
    [["receipt", "--database-url", "postgres://x"], {}, "A receipt is of an environment", "--env"],
    [["receipt", "--env", "staging"], { PGMAESTRO_RECEIPT_KEY: "" }, "is not set", "openssl"],
    [
      ["receipt", "--env", "staging"],
      { PGMAESTRO_RECEIPT_KEY: "short" },
      "5 characters",
      "openssl",
    ],
    [["up", "--env", "production", "--override", " "], {}, "says no reason", "--override"],
    [["up", "--env", "staging", "--override", "x"], {}, "requires nothing", "--override"],
    [["up", "--override", "x"], {}, "none is named", "--env"],
    [["up", "--env", "production", "--receipt", "no.json"], {}, "cannot be read", "receipt --env"],
  ])("%j", async (args, variables, message, hint) => {
    const { run } = project();
    const { exitCode, stderr } = await run(args, variables as Record<string, string>);
    expect(exitCode).toBe(2);
    const [first, ...hints] = stderr.split("\nHint: ");
    expect(first).toContain(message);
    expect(hints.join("\n")).toContain(hint);
    expect(stderr).not.toContain("postgres:postgres");
  });

  test.each([
    [
      { staging: { protectd: true } },
      'unknown setting "environments.staging.protectd"',
      '"environments.staging.protected"',
    ],
    [
      { staging: { soak: "soon" } },
      '"environments.staging.soak" must be a time',
      "configuration.md",
    ],
    [{ staging: { requires: ["prod"] } }, 'requires "prod", which is no environment', "verify"],
    [{ staging: { requires: ["staging"] } }, "requires itself", "verify"],
    [
      {
        test: {},
        production: { requires: ["test", "staging"] },
        staging: { requires: ["verify", "canary"] },
        canary: { requires: ["staging"] },
      },
      "in a circle: staging requires canary requires staging",
      "Take one",
    ],
    [{ verify: {} }, "cannot be called verify", "otherwise"],
    [[], '"environments" must be an object', "configuration.md"],
  ])("in a config with %j", async (given, message, hint) => {
    const { run } = project({ environments: given });
    const { exitCode, stderr } = await run(["config"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test("a receipt of another environment proves nothing here", async () => {
    const { run } = project();
    await run(["receipt", "--env", "production", "--output", "other.json"]);
    const refused = await run(["up", "--env", "production", "--receipt", "other.json"]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain("is of production, which is not required here");
  });
});

test("`config` shows environments, and neither a password nor the key", async () => {
  const { run } = project({
    environments: { ...environments, dev: { url: "postgres://me:hush@localhost/dev" } },
  });
  const shown = await run(["config", "--env", "staging"]);
  for (const secret of ["hush", key, "postgres:postgres"])
    expect(written(shown)).not.toContain(secret);
  const lines = shown.stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(lines).toContainEqual([
    "environments.dev.url",
    "postgres://me:***@localhost/dev",
    "pgmaestro.config.json",
  ]);
  expect(lines).toContainEqual(["env", "staging", "--env"]);
  expect(lines).toContainEqual([
    "environments.production.url",
    "the variable PRODUCTION_URL",
    "pgmaestro.config.json",
  ]);
  const database = lines.find(([name]) => name === "databaseUrl")!;
  expect(database.at(-1)).toBe(
    "environments.staging in pgmaestro.config.json (STAGING_URL in the environment)",
  );
});
