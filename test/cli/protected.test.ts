import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { executable, pgmaestro, start } from "../support/cli.ts";
import { describeEachServer } from "../support/databases.ts";
import { directoryOf } from "../support/migrations.ts";
import { applied } from "../support/results.ts";

/** util-linux's `script` gives a process a pseudo-terminal. */
const script = ["/usr/bin/script", "/bin/script"].find((path) => existsSync(path));

const files = {
  "migrations/1_a.sql":
    "-- Up Migration\nCREATE TABLE a ();\n-- Down Migration\nDROP TABLE IF EXISTS a;\n",
};

describeEachServer("a protected target", (db) => {
  function settings(env: Record<string, string> = {}, config = {}) {
    const cwd = directoryOf({ ...files, "pgmaestro.config.json": JSON.stringify(config) });
    return { cwd, env: { DATABASE_URL: db().database as string, ...env } };
  }

  async function applyThen(args: string[], { cwd, env }: ReturnType<typeof settings>) {
    await pgmaestro(["up"], { cwd, env });
    return pgmaestro(args, { cwd, env });
  }

  test.each([
    [["down"], { NODE_ENV: "production" }, {}, "NODE_ENV is production"],
    [["down", "--all"], { PGMAESTRO_PROTECTED: "true" }, {}, "PGMAESTRO_PROTECTED in "],
    [["redo"], {}, { protected: true }, "pgmaestro.config.json"],
    [["adopt"], {}, { protected: true }, "pgmaestro.config.json"],
    [["mark", "--all"], {}, { protected: true }, "pgmaestro.config.json"],
    [["mark", "--unmark", "--all"], { NODE_ENV: "production" }, {}, "NODE_ENV is production"],
    [["down", "--fake"], { NODE_ENV: "production" }, {}, "NODE_ENV is production"],
  ])("refuses %j where nobody can be asked", async (args, env, config, reason) => {
    const { exitCode, stderr } = await applyThen(args, settings(env, config));
    expect(stderr).toContain(reason);
    expect(stderr).toMatch(
      /^Error: postgresql:.* is protected \(.*\), and nobody can be asked\nHint: Give --yes to run `pgmaestro /,
    );
    expect(stderr).not.toContain("postgres:postgres");
    expect(exitCode).toBe(2);
    expect(await applied(db())).toEqual(["1_a"]);
  });

  test.each([
    [["down", "--yes"], { NODE_ENV: "production" }, {}, []],
    [["down", "--dry-run"], { NODE_ENV: "production" }, {}, ["1_a"]],
    [["down"], { NODE_ENV: "production" }, { protected: false }, []],
    [["mark", "1_a"], { NODE_ENV: "production" }, {}, ["1_a"]],
    [["mark", "--all", "--yes"], { NODE_ENV: "production" }, {}, ["1_a"]],
    [["down", "--no-protected"], {}, { protected: true }, []],
    [["up"], { NODE_ENV: "production" }, {}, ["1_a"]],
  ])("does not ask for %j", async (args, env, config, left) => {
    expect(await applyThen(args, settings(env, config))).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await applied(db())).toEqual(left);
  });

  describe.skipIf(script === undefined)("on a terminal (needs `script` of util-linux)", () => {
    async function answering(answer: string) {
      const { cwd, env } = settings({ NODE_ENV: "production" });
      await pgmaestro(["up"], { cwd, env });
      const command = `${process.execPath} ${executable} down --all`;
      return start(script!, ["-qec", command, "/dev/null"], { cwd, env, answer }).finished;
    }

    test("asks, and goes on after a yes", async () => {
      const { exitCode, stdout } = await answering("y\r");
      expect(stdout).toContain("Run `pgmaestro down --all` there? [y/N]");
      expect(exitCode).toBe(0);
      expect(await applied(db())).toEqual([]);
    });

    test.each([
      ["a no", "n\r"],
      ["nothing", "\r"],
      ["the end of the input", "\u0004"],
    ])("does nothing after %s", async (_, answer) => {
      const { exitCode, stdout } = await answering(answer);
      expect(stdout).toContain("Nothing was done");
      expect(exitCode).toBe(2);
      expect(await applied(db())).toEqual(["1_a"]);
    });
  });
});
