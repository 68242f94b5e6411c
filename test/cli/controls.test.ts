import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, inject, test, vi } from "vitest";
import { pgmaestro, type Finished } from "../support/cli.ts";
import { createDatabase, dropDatabase, queryOnce } from "../support/databases.ts";
import { projectOfTwo, written } from "../support/project.ts";

vi.setConfig({ testTimeout: 600_000 }); // many processes, on a slow machine

/** Sets a terminal's title, colours, turns the direction of writing, and begins a line of its own. */
const hostile =
  "\u001B]0;title\u0007\u001B[31m\u009B2J\u202Edlo\r\nFORGED: all is done\u2028FORGED too";
const literal = `E'${hostile
  .replaceAll("\r\n", String.raw`\r\n`)
  .replaceAll(
    /[^ -~]/g,
    (one) => String.raw`\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )}'`;
const name = `"t ${hostile.slice(0, 20)}\nFORGED"`;

// eslint-disable-next-line no-control-regex
const controls = /[\0-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/;

function expectHarmless(finished: Finished): void {
  const text = written(finished);
  expect(text).not.toBe("");
  expect(text).not.toMatch(controls);
  expect(text).not.toMatch(/^FORGED/m);
}

/** Acts with a project on a database of its own. */
async function withProject(
  files: Readonly<Record<string, string>>,
  action: (
    run: (...args: string[]) => Promise<Finished>,
    cwd: string,
    url: string,
  ) => Promise<void>,
): Promise<void> {
  const SCRATCH_DATABASE_URL = inject("serverUrl");
  const url = await createDatabase(SCRATCH_DATABASE_URL);
  const cwd = projectOfTwo(files);
  const env = { DATABASE_URL: url, SCRATCH_DATABASE_URL };
  const run = (...args: string[]) => pgmaestro(args, { cwd, env });
  try {
    await action(run, cwd, url);
  } finally {
    await dropDatabase(SCRATCH_DATABASE_URL, url);
  }
}

describe("no control character, and no line of its own, comes from", () => {
  test.each([
    ["a notice", `do $$ begin raise notice '%', ${literal}; end $$;`],
    ["a warning", `do $$ begin raise warning '%', ${literal}; end $$;`],
    ["an error", `do $$ begin raise exception '%', ${literal}; end $$;`],
    [
      "a detail and a hint",
      `do $$ begin raise exception 'x' using detail = ${literal}, hint = ${literal}; end $$;`,
    ],
    ["the stack of a function", `do $$ begin execute ${literal}; end $$;`],
    ["a name", `create table ${name} (id int); select * from ${name.replace("t ", "no ")};`],
  ])("%s", async (_what, sql) => {
    await withProject({ "migrations/3_c.sql": sql }, async (run) => {
      for (const more of [[], ["--json"]]) {
        const finished = await run("up", "--verbose", ...more);
        expectHarmless(finished);
        if (more.length > 0)
          for (const line of finished.stdout.trimEnd().split("\n")) JSON.parse(line);
      }
    });
  });

  test("names, descriptions and rows of the history", async () => {
    const description = hostile.replaceAll(/[\r\n\u2028]/g, "");
    const files = {
      "migrations/3_c.sql": `-- Migration: ${description}\n-- Up Migration\ncreate table ${name} (id int);\ncomment on table ${name} is ${literal};\nalter table ${name} add ${name} text not null;\n`,
    };
    await withProject(files, async (run, cwd, url) => {
      await run("up");
      await queryOnce(
        url,
        `insert into pgmigrations (name, run_on) values (${literal}, now());
         create table ${name.replace("t ", "u ")} (id int)`,
      );
      for (const args of [
        ["status"],
        ["up"],
        ["down", "--dry-run"],
        ["down"],
        ["lint"],
        ["locks"],
        ["drift"],
        ["verify", "--all"],
        ["plan", "--against", url],
        ["config", "--who"],
        ["up", hostile],
        ["status", `--${hostile}`],
        ["status", "-m", hostile],
        ["status", "-t", hostile],
      ]) {
        for (const more of [[], ["--json"]]) {
          const finished = await run(...args, ...more);
          expect(written(finished)).not.toMatch(controls);
          if (!["drift", "down"].includes(args[0]!)) expectHarmless(finished);
        }
      }
      writeFileSync(join(cwd, ".env"), `PGMAESTRO_LOCK_WAIT="${description}"`);
      expectHarmless(await run("status"));
    });
  });
});

test("colours stay where they are wanted, and only they", async () => {
  await withProject(
    { "migrations/3_c.sql": `do $$ begin raise notice '%', ${literal}; end $$;` },
    async (_run, cwd, url) => {
      const env = { DATABASE_URL: url, FORCE_COLOR: "1" };
      const { stdout } = await pgmaestro(["up", "--verbose"], { cwd, env });
      expect(stdout).toContain("\u001B[32mup  \u001B[39m 1_a");
      expect(stdout).toContain(String.raw`\u001b]0;title\u0007`);
      expect(stripVTControlCharacters(stdout)).not.toMatch(controls);
    },
  );
});
