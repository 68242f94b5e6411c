import { availableParallelism } from "node:os";
import { globSync } from "tinyglobby";
import { defineConfig } from "vitest/config";

/** Files whose tests need no database: `npx vitest run --project pure` starts no server. */
const pure = globSync(
  ["impact/pure", "lint", "locks/pure", "plan", "report", "schema", "sql"].map(
    (folder) => `test/${folder}/**/*.test.ts`,
  ),
  { ignore: ["test/lint/databases/**", "test/sql/guards.test.ts"] },
);

const shared = {
  pool: "forks",
  isolate: false, // what one file loads, the next one need not
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;

export default defineConfig({
  test: {
    reporters: ["default", "./test/support/count-reporter.ts"],
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      { test: { ...shared, name: "pure", include: pure } },
      {
        test: {
          ...shared,
          name: "databases",
          include: ["test/**/*.test.ts"],
          exclude: pure,
          globalSetup: ["test/support/global-setup.ts"],
        },
      },
    ],
  },
});
