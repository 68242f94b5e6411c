import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { validateAction, validateWorkflow } from "@action-validator/core";
import { describe, expect, inject, test, vi } from "vitest";
import { actionFile, readAction, runAction } from "../support/composite-action.ts";
import { forge } from "../support/forge.ts";
import { bad, checkoutWith, good, install } from "../support/merge-request.ts";
import { addFiles } from "../support/migrations.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

const token = "ghs_aVerySecretToken0123456789";
const marker = "<!-- pgmaestro check -->";

/** A pull request with these files, its checkout, and the forge; `run` runs the action as a job does. */
async function pullRequest(
  files: Readonly<Record<string, string>>,
  options: { readonly base?: string; readonly depth?: number; readonly token?: string } = {},
) {
  const github = await forge({ token });
  const { workspace } = checkoutWith(files, options);
  install(workspace);
  addFiles(join(workspace, ".."), { "event.json": '{"pull_request": {"number": 7}}' });
  const env = {
    SCRATCH_DATABASE_URL: inject("serverUrl"),
    GITHUB_API_URL: github.url,
    GITHUB_BASE_REF: options.base ?? "main",
    GITHUB_EVENT_PATH: join(workspace, "../event.json"),
    GITHUB_REPOSITORY: "shop/app",
  };
  const run = async (inputs: Readonly<Record<string, string>> = {}, more = {}) => {
    const given = { workspace, inputs, token: options.token ?? token };
    const ran = await runAction({ ...given, env: { ...env, ...more } });
    expect(ran.written).not.toContain(given.token);
    return ran;
  };
  return { github, workspace, run };
}

describe("the action", () => {
  test("comments once, changes that comment, and leaves it where nothing is new", async () => {
    const { github, workspace, run } = await pullRequest(bad);
    github.write(`${marker}\nA person who copied it.`, "mallory", 1);
    expect((await run()).exitCode).toBe(1);
    const [, comment] = github.comments;
    expect(comment!.body).toMatch(
      /^<!-- pgmaestro check -->\n\n### ❌ pgmaestro check failed: verify/,
    );
    addFiles(workspace, good);
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(second.steps["Comment"]!.stdout).toBe("The comment is changed.\n");
    expect(github.comments).toHaveLength(2);
    expect(comment!.body).toMatch(/^<!-- pgmaestro check -->\n\n### ✅ pgmaestro check passed/);
    expect((await run()).steps["Comment"]!.stdout).toBe("The comment is unchanged.\n");
    expect(github.requests.filter((one) => !one.startsWith("GET"))).toEqual([
      "POST /repos/shop/app/issues/7/comments",
      "PATCH /repos/shop/app/issues/comments/2",
    ]);
    expect(github.comments[0]!.body).toContain("A person");
  });

  test("leaves comment, summary, annotations and alerts also where it fails", async () => {
    const { github, workspace, run } = await pullRequest(bad);
    const { exitCode, steps, used, summary } = await run();
    expect(exitCode).toBe(1);
    expect(summary.trimEnd()).toBe(github.comments[0]!.body.trimEnd());
    expect(steps["Check"]).toMatchObject({ exitCode: 0 });
    expect(steps["Check"]!.stdout).toMatch(/^::error file=migrations\/2_b\.sql,line=/m);
    const { sarif_file: sarif, category } = used.at(-1)!.with;
    expect(category).toBe("pgmaestro ");
    expect(JSON.parse(readFileSync(sarif!, "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(sarif).toBe(join(workspace, "../temp/pgmaestro-check/check.sarif"));
    expect(readFileSync(join(sarif!, "../check.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(used.map(({ uses }) => uses.replace(/@.*/, ""))).toEqual([
      "actions/setup-node",
      "github/codeql-action/upload-sarif",
    ]);
  });

  test("fetches what a shallow checkout lacks", async () => {
    const { run, github } = await pullRequest(good, { depth: 1 });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.comments[0]!.body).toContain("1 migration added or changed since `origin/main`");
  });

  test("has the exit code of wrong usage, and says so in the comment", async () => {
    const { github, run } = await pullRequest(good);
    const { exitCode, summary, used } = await run({ arguments: "--skip nothing" });
    expect([exitCode, summary]).toEqual([2, ""]);
    expect(github.comments[0]!.body).toMatch(
      /^<!-- pgmaestro check -->\n\n### ❌ pgmaestro check did not run/,
    );
    expect(used.map(({ uses }) => uses)).not.toContain(expect.stringContaining("sarif"));
  });

  test("gives on arguments and a revision, word by word", async () => {
    const { run, github } = await pullRequest(bad);
    const inputs = { since: "HEAD", arguments: "--skip\n  verify,plan  --repeatable off" };
    expect(await run(inputs)).toMatchObject({ exitCode: 0 });
    expect(github.comments[0]!.body).toContain("since `HEAD`");
  });

  test("fails nothing where its token may not comment, as in a pull request of a fork", async () => {
    const { github, run } = await pullRequest(good, { token: "ghs_of_a_fork" });
    const { exitCode, steps, summary } = await run();
    expect([exitCode, github.comments]).toEqual([0, []]);
    expect(steps["Comment"]!.stdout).toBe(
      "::notice::The report is not commented: GET /repos/shop/app/issues/7/comments: 403.\n",
    );
    expect(summary).toContain("pgmaestro check passed");
  });

  test("comments nowhere where there is no pull request, or nobody wants it", async () => {
    const { github, run } = await pullRequest(good);
    const push = await run({}, { GITHUB_BASE_REF: "", GITHUB_EVENT_PATH: "" });
    expect(push).toMatchObject({ exitCode: 0 });
    expect(push.steps["Comment"]!.stdout).toMatch(/this run is not one of a pull request/);
    const { steps, used } = await run({ comment: "false", sarif: "false", "node-version": "" });
    expect([steps["Comment"], used, github.comments]).toEqual([undefined, [], []]);
  });

  test("finds its comment behind hundreds, and tells projects of one repository apart", async () => {
    const { github, run } = await pullRequest(good);
    for (let at = 0; at < 250; at++) github.write("Nice.", "ada", 1);
    for (const name of ["api", "web", "api"]) await run({ name });
    expect(github.comments.slice(250).map(({ body }) => body.split("\n")[0])).toEqual([
      "<!-- pgmaestro check: api -->",
      "<!-- pgmaestro check: web -->",
    ]);
  });

  test("runs nothing that a branch is called", async () => {
    const base = "a$(touch${IFS}made)`touch${IFS}made`;touch${IFS}made;'";
    const { workspace, run, github } = await pullRequest(good, { base, depth: 1 });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.comments[0]!.body).toContain("pgmaestro check passed");
    for (const place of [workspace, join(workspace, "..")])
      expect(existsSync(join(place, "made"))).toBe(false);
  });

  test("fails where pgmaestro cannot be installed", async () => {
    const { workspace, run, github } = await pullRequest(good);
    const inputs = {
      package: `file:${join(workspace, "nowhere.tgz")}`,
      "working-directory": "migrations",
    };
    expect((await run(inputs)).exitCode).toBeGreaterThan(0);
    expect(github.comments[0]!.body).toContain("did not run");
  });
});

describe("the action's file", () => {
  const { inputs, runs } = readAction();

  test("is one, by a validator of others; and so are the workflows of this repository and of the documentation", () => {
    const text = readFileSync(actionFile, "utf8");
    expect(validateAction(text).errors).toEqual([]);
    expect(validateAction(text.replace("using:", "use:")).errors).not.toEqual([]);
    const workflow = resolve(actionFile, "../.github/workflows/ci.yml");
    expect(validateWorkflow(readFileSync(workflow, "utf8")).errors).toEqual([]);
  });

  test("puts no expression into a script, and uses other actions by commit", () => {
    for (const { run, uses } of runs.steps) {
      expect(run ?? "").not.toContain("${{");
      if (uses !== undefined) expect(uses).toMatch(/^[\w/-]+@[0-9a-f]{40}$/);
    }
  });

  test("has inputs that are used, described and documented", () => {
    const used = JSON.stringify(runs.steps);
    const docs = readFileSync(resolve(actionFile, "../docs/ci.md"), "utf8");
    for (const [name, { description }] of Object.entries(inputs)) {
      expect(used).toContain(`inputs.${name}`);
      expect(description).not.toBe("");
      expect(docs).toMatch(new RegExp(`^\\| \`${name}\` `, "m"));
    }
  });
});
