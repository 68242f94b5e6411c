import { inject } from "vitest";
import {
  changedSince,
  check,
  checkParts,
  defaultLintSettings,
  type CheckOptions,
  type CheckResult,
} from "../../src/index.ts";
import { addFiles, removeFiles, upDown } from "./migrations.ts";
import { repositoryOf } from "./repository.ts";

type Files = Readonly<Record<string, string>>;

export const named = (file: string) => `migrations/${file}.sql`;
export const table = (name: string) =>
  upDown(
    `CREATE TABLE IF NOT EXISTS ${name} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);`,
    `DROP TABLE IF EXISTS ${name};`,
  );

export const users = named("1700000000001_users");
export const orders = named("1700000000002_orders");
export const last = named("1700000000009_invoices");
export const base: Files = {
  [users]: table("users"),
  [orders]: table("orders"),
  [last]: table("invoices"),
};
export const fresh = named("1700000000010_change");
export const second = named("1700000000011_more");

/** What a pull request does to the base; null takes a file away. */
export type PullRequest = Readonly<Record<string, string | null>>;

/** A branch with a pull request, committed, off a main branch that goes on. */
export function branchWith(change: PullRequest) {
  const repository = repositoryOf(base);
  const { directory, git, commit } = repository;
  git("switch", "-q", "-c", "feature");
  const gone = Object.keys(change).filter((file) => change[file] === null);
  const kept = Object.entries(change).filter((one): one is [string, string] => one[1] !== null);
  removeFiles(directory, ...gone);
  addFiles(directory, Object.fromEntries(kept));
  commit();
  return repository;
}

export async function checked(change: PullRequest, more: Partial<CheckOptions> = {}) {
  const { migrations } = branchWith(change);
  return checkOf(migrations, more);
}

export async function checkOf(migrationsDir: string, more: Partial<CheckOptions> = {}) {
  const changes = await changedSince("main", migrationsDir);
  const lint = { ...defaultLintSettings, lockTimeout: "of the run" } as const;
  return check({ migrationsDir, changes, lint, scratch: inject("serverUrl"), ...more });
}

export const failed = (result: CheckResult) =>
  checkParts.filter((name) => result[name].verdict === "failed");
export const rulesIn = ({ names, lint }: CheckResult) =>
  [names, lint].flatMap((part) =>
    "result" in part ? part.result.findings.map(({ rule }) => rule) : [],
  );
