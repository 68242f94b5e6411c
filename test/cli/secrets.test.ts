import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro } from "../support/cli.ts";
import { queryOnce } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { projectOfTwo, written } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

const password = "S3cr3t:p@ss/w?rd#%é&x";
const encoded = encodeURIComponent(password);

/** The password as typed, as in a URL, and any piece of it long enough to help. */
const traces = [password, encoded, "S3cr3t", "p@ss", "p%40ss", "w?rd", "w%3Frd"];

const server = () => new URL(inject("serverUrl"));
const url = (secret: string, port = server().port) =>
  `postgresql://postgres:${secret}@127.0.0.1:${port}/postgres`;
const parts = (port = server().port) => ({
  POSTGRES_HOST: "127.0.0.1",
  POSTGRES_PORT: port,
  POSTGRES_DB: "postgres",
  POSTGRES_USER: "postgres",
  POSTGRES_PASSWORD: password,
});

/** Where a password may stand: arguments, environment, and the exit code that `status` then has. */
const cases: Record<string, () => { args?: string[]; env?: Record<string, string>; exit: number }> =
  {
    "a wrong password in a URL": () => ({ env: { DATABASE_URL: url(encoded) }, exit: 1 }),
    "a wrong password in POSTGRES_PASSWORD": () => ({ env: parts(), exit: 1 }),
    "a wrong password in a flag": () => ({ args: ["--database-url", url(encoded)], exit: 1 }),
    "a wrong password as a URL's parameter": () => ({
      env: {
        DATABASE_URL: `postgresql://127.0.0.1:${server().port}/postgres?user=postgres&password=${encoded}`,
      },
      exit: 1,
    }),
    "an unreachable host": () => ({ env: { DATABASE_URL: url(encoded, "1") }, exit: 1 }),
    "an unreachable host in POSTGRES_HOST": () => ({ env: parts("1"), exit: 1 }),
    "a password that should have been encoded": () => ({
      env: { DATABASE_URL: url(password) },
      exit: 2,
    }),
    "a malformed port": () => ({ env: { DATABASE_URL: url(encoded, "1x") }, exit: 2 }),
    "another scheme": () => ({
      env: { DATABASE_URL: url(encoded).replace("postgresql", "mysql") },
      exit: 2,
    }),
    "no scheme": () => ({
      env: { DATABASE_URL: url(encoded).replace("postgresql://", "") },
      exit: 2,
    }),
    quotes: () => ({ env: { DATABASE_URL: `"${url(encoded)}"` }, exit: 2 }),
    "a leading blank": () => ({ env: { DATABASE_URL: ` ${url(encoded)}` }, exit: 2 }),
    "a percent-encoded URL": () => ({
      env: { DATABASE_URL: encodeURIComponent(url(encoded)) },
      exit: 2,
    }),
    "a percent-encoded parameter": () => ({
      env: { DATABASE_URL: `postgresql://127.0.0.1/postgres?pass%77or_=1&pass%77ord=${encoded}` },
      exit: 2,
    }),
    "key=value pairs": () => ({
      env: { DATABASE_URL: `host=127.0.0.1 password=${encoded} user=postgres` },
      exit: 2,
    }),
    "a misspelt flag": () => ({ args: [`--databse-url=${url(encoded)}`], exit: 2 }),
    "a URL where none belongs": () => ({
      args: [url(encoded)],
      env: { DATABASE_URL: url(encoded) },
      exit: 2,
    }),
  };

describe("no password in any output", () => {
  for (const [name, given] of Object.entries(cases)) {
    test(`${name}: neither in text, nor in JSON, nor with colours`, async () => {
      const { args = [], env = {}, exit } = given();
      const cwd = projectOfTwo();
      for (const [command, ...more] of [["status"], ["status", "--json"], ["up", "--verbose"]]) {
        const finished = await pgmaestro([command!, ...args, ...more], {
          cwd,
          env: { ...env, FORCE_COLOR: "1" },
        });
        if (command === "status") expect(finished.exitCode).toBe(exit);
        else expect(finished.exitCode).not.toBe(0);
        expectNoTrace(written(finished));
      }
    });
  }

  test("config masks the password, wherever it comes from and however broken the URL is", async () => {
    const cwd = projectOfTwo();
    for (const given of Object.values(cases)) {
      const { args = [], env = {} } = given();
      for (const more of [[], ["--json"]])
        expectNoTrace(written(await pgmaestro(["config", ...args, ...more], { cwd, env })));
    }
  });

  test("the right password is in no output either", async () => {
    const cwd = projectOfTwo({ "migrations/9_bad.sql": "select nonsense;" });
    const secret = "right-S3cr3t";
    const admin = inject("serverUrl");
    const role = `secret_${process.pid}`;
    await queryOnce(admin, `create role ${role} login superuser password '${secret}'`);
    try {
      const env = {
        DATABASE_URL: url(secret).replace("postgres:", `${role}:`),
      };
      const commands = [
        ["status"],
        ["up"],
        ["plan"],
        ["config"],
        ["up", "nope"],
        ["up", "--verbose"],
      ];
      for (const command of commands)
        for (const more of [[], ["--json"]])
          expectNoTrace(
            written(
              await pgmaestro([...command, ...more, "--migrations-table", "secret_test"], {
                cwd,
                env,
              }),
            ),
          );
    } finally {
      await queryOnce(
        admin,
        `drop table if exists secret_test, secret_test_journal; drop role ${role}`,
      );
    }
  });
});

describe("no secret that a migration has in its text in any output", () => {
  const role = `written_secret_${process.pid}`;
  const migrations = {
    "migrations/1_a.sql": `create table a (id int);`,
    "migrations/2_role.sql": `create role ${role} password 'S3cr3t-in-a-file';`,
  };
  const failing = {
    itself: `alter role nobody_${role} password 'S3cr3t-in-a-file';`,
    "what it calls": `do $$ begin execute 'alter role nobody_${role} password ''S3cr3t-in-a-file'''; end $$;`,
    "what it calls, with a mistake": `do $$ begin execute 'alter rolee a password ''S3cr3t-in-a-file'''; end $$;`,
  };

  test.each([["plan"], ["locks"], ["reverse"], ["verify", "--all"], ["lint"]])(
    "%s",
    async (...command) => {
      const cwd = directoryOf(migrations);
      const env = { DATABASE_URL: inject("serverUrl") };
      const args = command[0] === "reverse" ? [[]] : [[], ["--json"]];
      for (const more of args)
        expectNoTrace(written(await pgmaestro([...command, ...more, "-t", role], { cwd, env })));
    },
  );

  test.each(Object.entries(failing))("up, where the server refuses %s", async (_, text) => {
    const cwd = directoryOf({ "migrations/1_bad.sql": text });
    const env = { DATABASE_URL: inject("serverUrl") };
    try {
      for (const more of [[], ["--json"]])
        expectNoTrace(written(await pgmaestro(["up", "-t", role, ...more], { cwd, env })));
    } finally {
      await queryOnce(env.DATABASE_URL, `drop table if exists ${role}, ${role}_journal`);
    }
  });
});

function expectNoTrace(text: string): void {
  expect(text).not.toBe("");
  for (const trace of traces) expect(text).not.toContain(trace);
}
