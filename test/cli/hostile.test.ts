import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { projectOfTwo, written } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

interface Given {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

const config = (content: string): Given => ({ files: { "pgmaestro.config.json": content } });
const module = (content: string): Given => ({ files: { "pgmaestro.config.mjs": content } });
const long = "x".repeat(64);

/** What is given, and what the error says of it. */
const refused: readonly (readonly [string, Given, RegExp])[] = [
  [
    "a file for a database",
    { args: ["--database-url", "pglite:migrations/1_a.sql"] },
    /it is a file/,
  ],
  [
    "a directory of other files",
    { args: ["--database-url", "pglite:migrations"] },
    /holds other files/,
  ],
  [
    "a directory below a file",
    { args: ["--database-url", "pglite:migrations/1_a.sql/x"] },
    /is a file/,
  ],
  ["an escape that is none", { args: ["--database-url", "pglite:%zz"] }, /begins no escape/],
  ["no directory", { args: ["--database-url", "pglite:"] }, /names no directory/],
  [
    "a file of variables whose name is too long",
    { args: ["--env-path", "x".repeat(300)] },
    /There is no file/,
  ],
  [
    "a host that is a number",
    config('{ "databaseUrl": { "host": 5 } }'),
    /host among the .* must be a text/,
  ],
  [
    "a port that is none",
    config('{ "databaseUrl": { "port": "x" } }'),
    /port among the .* port's number/,
  ],
  ["settings that name nothing", config('{ "databaseUrl": { "pool": 5 } }'), /name no database/],
  ["a list for a URL", config('{ "databaseUrl": [] }'), /"databaseUrl" must be a URL/],
  [
    "a time without an end",
    config('{ "lockWait": 1e400 }'),
    /"lockWait" must be a number of seconds/,
  ],
  [
    "a time without an end in a flag",
    { args: ["--lock-wait", "9".repeat(400)] },
    /number of seconds/,
  ],
  ["a list of rules", config('{ "lint": [] }'), /"lint" must be an object/],
  [
    "a getter that throws",
    module("export default { get lockWait() { throw new Error('oops') } }"),
    /cannot be read: oops/,
  ],
  [
    "a getter below that throws",
    module("export default { databaseUrl: { get host() { throw new Error('oops') } } }"),
    /cannot be read: oops/,
  ],
  ["a module that throws nothing", module("throw null"), /cannot be read: null/],
  ["a module that throws an object", module("throw { a: 1 }"), /cannot be read: \{ a: 1 \}/],
  ["no schema", { args: ["--schema", ""] }, /The schema "" has no name/],
  ["no schema of the history", { args: ["--migrations-schema", ""] }, /The schema "" has no name/],
  [
    "a list with nothing between its commas",
    { env: { PGMAESTRO_SCHEMA: "a,,b" } },
    /The schema "" has no name/,
  ],
  ["a schema that would be cut", { args: ["--schema", long] }, /longer than 63 bytes/],
  [
    "a schema of the history that would be cut",
    { args: ["--migrations-schema", long] },
    /longer than 63 bytes/,
  ],
  ["a table in a schema that would be cut", { args: ["-t", `${long}.t`] }, /longer than 63 bytes/],
  [
    "a misspelt variable",
    { env: { PGMAESTRO_LOCKWAIT: "5" } },
    /PGMAESTRO_LOCKWAIT in the environment is not known[^]*Did you mean PGMAESTRO_LOCK_WAIT\?/,
  ],
  [
    "a misspelt variable in .env",
    { files: { ".env": "PGMAESTRO_MIGRATION_DIR=x" } },
    /PGMAESTRO_MIGRATION_DIR in \.env is not known[^]*PGMAESTRO_MIGRATIONS_DIR/,
  ],
  ["an unknown variable", { env: { PGMAESTRO_COLOUR_OF_THE_BAR: "red" } }, /Known are: PGMAESTRO_/],
  [
    "a variable beside the URL",
    { args: ["--database-url", "postgres://h/d", "--database-url-var", "NOPE"] },
    /exclude each other|--database-url-var/,
  ],
  [
    "a switch with another value",
    { args: ["--use-glob=maybe"] },
    /--use-glob takes no value, or true or false/,
  ],
];

describe("is refused with a sentence, and exit code 2:", () => {
  test.each(refused)("%s", async (_what, { args = [], env = {}, files = {} }, sentence) => {
    const cwd = projectOfTwo(files);
    const url = args.includes("--database-url") ? {} : { DATABASE_URL: inject("serverUrl") };
    const finished = await pgmaestro(["status", ...args], {
      cwd,
      env: { ...("pgmaestro.config.json" in files ? {} : url), ...env },
    });
    expect(written(finished)).toMatch(sentence);
    expect(written(finished)).toMatch(/^Hint: /m);
    expect(written(finished)).not.toMatch(/Unexpected|\n +at |undefined|\[object/);
    expect(finished.exitCode).toBe(2);
  });
});

test.runIf(process.platform === "linux").each([
  ["up", "--database-url", "pglite:/proc/nowhere/database"],
  ["up", "--database-url", "pglite:/proc/nowhere"],
  ["stats", "--output", "/proc/nowhere/stats.json"],
])("a place where nothing can be made is refused: %s %s %s", async (...args) => {
  const env = args.includes("--output") ? { DATABASE_URL: inject("serverUrl") } : {};
  const finished = await pgmaestro(args, { cwd: projectOfTwo(), env });
  expect(written(finished)).not.toMatch(/Unexpected|\n +at /);
  expect(finished.exitCode).toBe(2);
});

test("config shows settings that nobody could connect with", async () => {
  const cwd = projectOfTwo({
    "pgmaestro.config.json": '{ "databaseUrl": { "host": 5, "user": [] } }',
  });
  const { exitCode, stdout } = await pgmaestro(["config"], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).toContain("postgres://5/");
});
