import type { Reporter, TestCase } from "vitest/node";

/** Ends a run with the line that continuous integration reads: `N passed, N failed`. */
export default class CountReporter implements Reporter {
  readonly #counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };

  onTestCaseResult(test: TestCase): void {
    this.#counts[test.result().state]++;
  }

  onTestRunEnd(_modules: unknown, errors: readonly unknown[]): void {
    const { passed, failed, skipped } = this.#counts;
    process.on("exit", () => {
      process.stdout.write(
        `\n${passed} passed, ${failed + errors.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
      );
    });
  }
}
