import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { executable, pgmaestro } from "../support/cli.ts";
import { directoryOf, tables } from "../support/migrations.ts";

/** A project with the script of a shell, and `pgmaestro` on the PATH. */
async function project(shell: string) {
  const cwd = directoryOf({
    ...Object.fromEntries(
      Object.entries(tables("1_users", "2_orders")).map(([file, text]) => [
        `migrations/${file}`,
        text,
      ]),
    ),
  });
  const { stdout, exitCode } = await pgmaestro(["completion", shell], { cwd });
  expect(exitCode).toBe(0);
  writeFileSync(join(cwd, "script"), stdout);
  writeFileSync(
    join(cwd, "pgmaestro"),
    `#!/bin/sh\nexec "${process.execPath}" "${executable}" "$@"\n`,
  );
  chmodSync(join(cwd, "pgmaestro"), 0o755);
  return { cwd, env: { ...process.env, PATH: `${cwd}:${process.env["PATH"] ?? ""}` } };
}

const has = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

describe.skipIf(!has("bash"))("bash completes", () => {
  async function completed(...words: string[]): Promise<string[]> {
    const { cwd, env } = await project("bash");
    const typed = words.map((word) => `'${word}'`).join(" ");
    const script = `source ./script; COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _pgmaestro; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const said = execFileSync("bash", ["--norc", "-c", script], { cwd, env, encoding: "utf8" });
    return said.split("\n").filter((line) => line !== "");
  }

  it.each([
    [
      ["pgmaestro", "st"],
      ["status", "stats"],
    ],
    [["pgmaestro", "up", "--skip"], ["--skip-backfills"]],
    [
      ["pgmaestro", "up", ""],
      ["1_users", "2_orders"],
    ],
    [["pgmaestro", "verify", "2"], ["2_orders"]],
    [
      ["pgmaestro", "up", "--to", ""],
      ["1_users", "2_orders"],
    ],
    [["pgmaestro", "up", "--lock-wait", ""], []],
    [["pgmaestro", "db", "re"], ["reset"]],
    [
      ["pgmaestro", "fleet", "re"],
      ["resume", "retry"],
    ],
    [
      ["pgmaestro", "completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["pgmaestro", "nothing", ""], []],
  ])("%j", async (words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });
});

describe.skipIf(!has("fish"))("fish completes", () => {
  it("commands, options and names", async () => {
    const { cwd, env } = await project("fish");
    const ask = (line: string) => {
      const script = `source ./script; complete -C '${line}'`;
      const said = execFileSync("fish", ["--no-config", "-c", script], {
        cwd,
        env,
        encoding: "utf8",
      });
      return said.split("\n").map((one) => one.split("\t")[0]);
    };
    expect(ask("pgmaestro st")).toEqual(expect.arrayContaining(["status", "stats"]));
    expect(ask("pgmaestro up --skip")).toContain("--skip-backfills");
    expect(ask("pgmaestro verify ")).toEqual(expect.arrayContaining(["1_users", "2_orders"]));
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  it("reads the script", async () => {
    const { cwd, env } = await project("zsh");
    const script = "autoload -Uz compinit; compinit -u -D; source ./script; whence -w _pgmaestro";
    const said = execFileSync("zsh", ["-f", "-c", script], { cwd, env, encoding: "utf8" });
    expect(said).toContain("function");
  });
});

it("another shell is refused, and names of nothing are none", async () => {
  const cwd = directoryOf({});
  const { exitCode, stderr } = await pgmaestro(["completion", "tcsh"], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
  expect(await pgmaestro(["completion", "names"], { cwd })).toMatchObject({
    exitCode: 0,
    stdout: "",
  });
});
