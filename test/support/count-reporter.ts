import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from "vitest/node";
import { day } from "./turn.ts";

/**
 * Ends a run with the line that continuous integration reads: `N passed, N failed`, above it a line `failed: …` for
 * each test that did. And with an exit code that says the same: the package that starts the server ends the process
 * with 0 whatever vitest found.
 */
export default class CountReporter implements Reporter {
  readonly #counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  readonly #failed: string[] = [];

  /** Which share of what takes long runs (see turn.ts). */
  onInit({ config }: Vitest): void {
    const whose = config.name === "soak" ? "the soak's" : "the";
    process.stdout.write(`\nOf what takes long: ${whose} share of TEST_DAY=${day}\n`);
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    this.#counts[state]++;
    if (state === "failed")
      this.#failed.push(
        `${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(errors[0]?.message)}`,
      );
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly { message: string }[],
    reason: TestRunEndReason,
  ): void {
    const { passed, skipped } = this.#counts;
    for (const module of modules)
      for (const { message } of module.errors())
        this.#failed.push(`${module.relativeModuleId}: ${firstLine(message)}`);
    for (const { message } of errors) this.#failed.push(firstLine(message));
    process.on("exit", () => {
      if (reason !== "passed") process.exitCode = 1;
      process.stdout.write(
        `\n${this.#failed.map((line) => `failed: ${line}\n`).join("")}${passed} passed, ${this.#failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
      );
    });
  }
}

function firstLine(message = ""): string {
  return message.split("\n", 1)[0]!;
}
