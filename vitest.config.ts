import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";
import { areNamed, notToday, pure } from "./test/support/selection.ts";

const shared = {
  pool: "forks",
  isolate: false, // what one file has loaded, the next one need not load
  experimental: { fsModuleCache: true }, // nor need the next run transform it
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
  passWithNoTests: true, // of some files nothing has its turn today
  env: { TEST_NAMED: areNamed ? "1" : "0" },
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
      { test: { ...databases, exclude: [...pure, ...notToday] } },
    ],
  },
});
