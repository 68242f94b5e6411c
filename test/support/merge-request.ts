import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { addFiles, directoryOf, upDown } from "./migrations.ts";
import { repositoryOf } from "./repository.ts";

const table = (name: string) =>
  upDown(
    `CREATE TABLE IF NOT EXISTS ${name} (id bigint PRIMARY KEY);`,
    `DROP TABLE IF EXISTS ${name};`,
  );

export const good = { "migrations/2_b.sql": table("b") };
export const bad = { "migrations/2_b.sql": table("b").replace(/-- Down[^]*/, "") };

const pgmaestro = resolve(import.meta.dirname, "../..");

/**
 * A checkout of a branch with these files, as a runner makes it, of a project that has pgmaestro installed or that npm would
 * install it for; and the repository that it is of.
 */
export function checkoutWith(
  files: Readonly<Record<string, string>>,
  { base = "main", depth = 0 }: { readonly base?: string; readonly depth?: number } = {},
) {
  const workspace = join(directoryOf({}), "app");
  const origin = repositoryOf({
    "migrations/1_a.sql": table("a"),
    ".gitignore": "node_modules/\n.pgmaestro/\n",
    ...packageFiles(workspace),
  });
  if (base !== "main") origin.git("branch", "-q", "-m", "main", base);
  origin.git("switch", "-q", "-c", "feature");
  addFiles(origin.directory, files);
  origin.commit();
  const shallow = depth > 0 ? [`--depth=${depth}`, "--single-branch"] : [];
  const from = `file://${origin.directory}`;
  origin.git("clone", "-q", ...shallow, "--branch", "feature", from, workspace);
  return { origin, workspace };
}

const lock = "package-lock.json";

/** What npm needs to install pgmaestro there without a registry. */
function packageFiles(workspace: string): Record<string, string> {
  const manifest = {
    "package.json": JSON.stringify({
      ...{ name: "app", version: "1.0.0", private: true },
      dependencies: { pgmaestro: `file:${pgmaestro}` },
    }),
  };
  addFiles(workspace, manifest);
  const command = ["install", "--package-lock-only", "--offline"];
  execFileSync("npm", command, { cwd: workspace, stdio: "pipe" });
  const locked = readFileSync(join(workspace, lock), "utf8");
  rmSync(workspace, { recursive: true });
  return { ...manifest, [lock]: locked };
}

/** Installs it as `npm ci` does. */
export function install(workspace: string): void {
  mkdirSync(join(workspace, "node_modules/.bin"), { recursive: true });
  symlinkSync(pgmaestro, join(workspace, "node_modules/pgmaestro"));
  symlinkSync("../pgmaestro/dist/bin/pgmaestro.js", join(workspace, "node_modules/.bin/pgmaestro"));
}
