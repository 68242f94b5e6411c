import { availableParallelism } from "node:os";
import { globSync } from "tinyglobby";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

/** Files whose tests need no database: `npx vitest run --project pure` starts no server. */
const pure = globSync(
  [
    "catalog/pure",
    "gate",
    "impact/pure",
    "import/pure",
    "lint",
    "locks/pure",
    "plan",
    "report",
    "schema",
    "sources",
    "sql",
  ].map((folder) => `test/${folder}/**/*.test.ts`),
  { ignore: ["test/lint/databases/**", "test/sql/guards.test.ts"] },
);

/** Run by `npm run test:soak` only, as they take long and rarely find something. */
export const slow = [
  "catalog/pairs",
  "ci/action",
  "ci/documented",
  "ci/gitlab",
  "cli/documented",
  "commands/check-proofs",
  "compat/side-by-side",
  "database/scratch-embedded",
  "package",
  "pages/check",
  "processes/test-run",
  "testing/documented",
  "verify/planted-faults-1",
  "verify/planted-faults-2",
  "verify/planted-faults-embedded",
].map((name) => `test/${name}.test.ts`);

/** Run by `npm run test:soak` only: processes that are killed or cut off, or race. */
export const soakOnly = [
  "broken-input",
  "connection-cut",
  "executable",
  "kill",
  "race",
  "soak",
].map((name) => `test/processes/${name}.test.ts`);

const shared = {
  pool: "forks",
  isolate: false, // what one file has loaded, the next one need not load
  unstubEnvs: true,
  server: { deps: { external: [/\/dist\/bin\//] as RegExp[] } }, // the command line as it is built
  testTimeout: 300_000, // a slow machine is no defect
  hookTimeout: 300_000,
} as const;

export const databases = {
  ...shared,
  retry: process.env["CI"] ? 1 : 0, // on a server that all files share at the same time; those that look for races have none
  name: "databases",
  include: ["test/**/*.test.ts"],
  globalSetup: ["test/support/global-setup.ts"],
};

export const base = {
  reporters: ["default", "./test/support/count-reporter.ts"],
  maxWorkers: availableParallelism() + 1, // tests of databases wait for servers
  sequence: { sequencer: LongestFirst },
};

export default defineConfig({
  test: {
    ...base,
    projects: [
      { test: { ...shared, name: "pure", include: pure } },
      { test: { ...databases, exclude: [...pure, ...slow, ...soakOnly] } },
    ],
  },
});
