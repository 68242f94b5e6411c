import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, inject, test, vi } from "vitest";
import { parse } from "yaml";
import { start } from "../support/cli.ts";
import { forge } from "../support/forge.ts";
import { bad, checkoutWith, good } from "../support/merge-request.ts";
import { addFiles } from "../support/migrations.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const token = "glpat-aVerySecretToken01";
const file = resolve(import.meta.dirname, "../../ci/gitlab.yml");
const { pgmaestro: job } = parse(readFileSync(file, "utf8")) as {
  readonly pgmaestro: {
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
  };
};

/** A merge request with these files; `run` runs the job's script as a runner does, in one bash. */
async function mergeRequest(files: Readonly<Record<string, string>>, depth = 0) {
  const gitlab = await forge({ token });
  const { origin, workspace } = checkoutWith(files, { depth });
  const env = {
    SCRATCH_DATABASE_URL: inject("serverUrl"),
    npm_config_offline: "true",
    CI: "true",
    CI_API_V4_URL: gitlab.url,
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_DIFF_BASE_SHA: origin.git("rev-parse", "main").trim(),
    CI_MERGE_REQUEST_PROJECT_ID: "3",
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_PROJECT_DIR: workspace,
    CI_PROJECT_ID: "4",
    GITLAB_CI: "true",
    GITLAB_TOKEN: token,
  };
  const run = async (more: Readonly<Record<string, string>> = {}) => {
    const script = ["set -eo pipefail", ...job.script].join("\n");
    const { finished } = start("bash", ["-c", script], {
      cwd: workspace,
      env: { ...env, ...more },
    });
    const { exitCode, stdout, stderr } = await finished;
    expect(stdout + stderr).not.toContain(token);
    return { exitCode, stdout, stderr };
  };
  return { gitlab, workspace, origin, run };
}

test("the job writes a note once, and changes it; its exit code is the verdict", async () => {
  const { gitlab, workspace, run } = await mergeRequest(bad);
  gitlab.write("<!-- pgmaestro check -->\nMine.", "mallory", 1);
  expect(await run()).toMatchObject({ exitCode: 1 });
  expect(gitlab.comments[1]!.body).toContain("pgmaestro check failed: verify");
  const { codequality, junit } = job.artifacts.reports;
  const problems = JSON.parse(readFileSync(join(workspace, codequality!), "utf8"));
  expect(problems).toContainEqual(
    expect.objectContaining({ location: expect.objectContaining({ path: "migrations/2_b.sql" }) }),
  );
  expect(readFileSync(join(workspace, junit!), "utf8")).toContain("<testsuite ");
  addFiles(workspace, good);
  expect(await run()).toMatchObject({ exitCode: 0 });
  expect(gitlab.comments[1]!.body).toContain("pgmaestro check passed");
  expect(gitlab.requests.filter((one) => !one.startsWith("GET"))).toEqual([
    "POST /projects/3/merge_requests/7/notes",
    "PUT /projects/3/merge_requests/7/notes/2",
  ]);
});

test("it compares with the target branch as it is, or with the base of the merge request", async () => {
  const { origin, run } = await mergeRequest(good);
  origin.git("switch", "-q", "main");
  addFiles(origin.directory, { "migrations/2_theirs.sql": "SELECT 1;\n" });
  origin.commit();
  const overtaken = await run();
  expect(overtaken).toMatchObject({ exitCode: 1 });
  expect(overtaken.stdout).toMatch(/✗ {2}names/);
  expect(await run({ CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "gone" })).toMatchObject({ exitCode: 0 });
});

test("without a token it says so, and gives the verdict", async () => {
  const { gitlab, run } = await mergeRequest(good);
  const { exitCode, stdout } = await run({ GITLAB_TOKEN: "" });
  expect([exitCode, gitlab.requests]).toEqual([0, []]);
  expect(stdout).toMatch(/The report is not commented: GITLAB_TOKEN is not set\.\n$/);
});

test("migrations do not see the token", async () => {
  const code = `require("fs").writeFileSync("seen", String(process.env.GITLAB_TOKEN)); exports.up = () => {}; exports.down = () => {};\n`;
  const { workspace, run } = await mergeRequest({ "migrations/2_b.js": code });
  await run();
  expect(existsSync(join(workspace, "seen"))).toBe(true);
  expect(readFileSync(join(workspace, "seen"), "utf8")).toBe("undefined");
});
