import { resolve } from "node:path";
import { expect } from "vitest";
import { start, type Finished } from "./cli.ts";

const program = resolve(
  import.meta.dirname,
  "../../node_modules/node-pg-migrate/bin/node-pg-migrate.js",
);

export interface NodePgMigrateSettings {
  readonly url: string;
  readonly migrationsDir: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the real node-pg-migrate 9 in a process of its own. */
export function runNodePgMigrate(
  args: readonly string[],
  { url, migrationsDir, env }: NodePgMigrateSettings,
): Promise<Finished> {
  const given = [program, ...args, "--migrations-dir", migrationsDir];
  return start(process.execPath, given, {
    cwd: migrationsDir,
    env: { DATABASE_URL: url, ...env },
  }).finished;
}

/** The same, which must succeed. */
export async function nodePgMigrate(
  args: readonly string[],
  settings: NodePgMigrateSettings,
): Promise<void> {
  const { exitCode, stdout, stderr } = await runNodePgMigrate(args, settings);
  expect(exitCode, stdout + stderr).toBe(0);
}
