import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from "vitest/node";
import { third } from "./turn.ts";

/**
 * Ends a run with the line that continuous integration reads: `N passed, N failed`. And with an exit code that
 * says the same: the package that starts the server ends the process with 0 whatever vitest found.
 */
export default class CountReporter implements Reporter {
  readonly #counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };

  /** Which third of the tests on embedded databases runs (see turn.ts); in the soak all of them do. */
  onInit({ config }: Vitest): void {
    if (config.name !== "soak")
      process.stdout.write(`\nOf the tests on embedded databases: TEST_THIRD=${third}\n`);
  }

  onTestCaseResult(test: TestCase): void {
    this.#counts[test.result().state]++;
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const { passed, skipped } = this.#counts;
    const broken = modules.filter((module) => module.errors().length > 0);
    const failed = this.#counts.failed + broken.length + errors.length;
    process.on("exit", () => {
      if (reason !== "passed") process.exitCode = 1;
      process.stdout.write(
        `\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
      );
    });
  }
}
