import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { validateWorkflow } from "@action-validator/core";
import { describe, expect, inject, test, vi } from "vitest";
import { parse } from "yaml";
import { start } from "../support/cli.ts";
import { bad, checkoutWith, good } from "../support/merge-request.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const page = readFileSync(resolve(import.meta.dirname, "../../docs/ci.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, text]) => text!);

/** A block as it is typed in a checkout with pgmaestro among its dependencies. */
async function typed(block: string, workspace: string) {
  const env = {
    npm_config_offline: "true",
    SCRATCH_DATABASE_URL: inject("serverUrl"),
    PRODUCTION_URL: inject("serverUrl"),
  };
  return start("bash", ["-ec", block], { cwd: workspace, env }).finished;
}

describe("docs/ci.md", () => {
  const [template, plain, statistics, ...others] = blocks("bash");

  test("has these blocks for a shell", () => expect(others).toEqual([]));

  test("says yes and no in a plain shell, and leaves its reports", async () => {
    const { workspace } = checkoutWith(good);
    expect(await typed(plain!, workspace)).toMatchObject({ exitCode: 0 });
    for (const report of ["check.md", "check.xml", "check.sarif"])
      expect(existsSync(join(workspace, report))).toBe(true);
    expect(await typed(plain!, checkoutWith(bad).workspace)).toMatchObject({ exitCode: 1 });
  });

  test("copies the template, and writes the statistics that check takes", async () => {
    const { workspace } = checkoutWith(good);
    const lines = ["npm ci --silent", template!, statistics!, plain!].join("\n");
    const { exitCode, stdout } = await typed(lines, workspace);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/✓ {2}plan +nothing stops the application/);
    const [, include] = blocks("yaml");
    const { include: files } = parse(include!) as { include: { local: string }[] };
    const copied = join(workspace, files[0]!.local);
    const original = resolve(import.meta.dirname, "../../ci/gitlab.yml");
    expect(readFileSync(copied, "utf8")).toBe(readFileSync(original, "utf8"));
  });

  test("has a workflow that is one, by a validator of others, with and without the cache", () => {
    const [workflow, , cache] = blocks("yaml");
    const steps = cache!.replaceAll(/^(?=.)/gm, "      ");
    for (const text of [workflow!, `${workflow}${steps}`])
      expect(validateWorkflow(text).errors).toEqual([]);
    for (const [, uses] of page.matchAll(/uses: (actions\/\S+)/g))
      expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });
});
