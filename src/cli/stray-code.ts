import { StrayCodeError } from "../errors/index.ts";
import { stopRunning } from "./interrupt.ts";
import { flushOutput } from "./output.ts";

/**
 * Code of migrations and of config files runs in this process. What it throws where nothing waits for it, a promise of it
 * that never settles, and `process.exit` end the run with a report, never without one.
 */
export class StrayCode {
  /** What such code did first. */
  failure: Error | undefined;
  readonly #exit = process.exit.bind(process);
  readonly #report: (error: unknown) => Promise<number>;
  #isOver = false;

  /** @param report says what went wrong, and gives the exit code */
  constructor(report: (error: unknown) => Promise<number>) {
    this.#report = report;
    process.exit = (code) => {
      throw new Error(`process.exit(${code ?? ""}) was called`);
    };
    process.on("uncaughtException", (error) => this.#fail(thrown(error)));
    process.on("unhandledRejection", (error) => this.#fail(thrown(error)));
    process.on("beforeExit", () => this.#fail(neverSettles(), true));
    process.on("exit", () => {
      if (!this.#isOver) process.exitCode = 1;
    });
  }

  /** Ends the process, whatever is still going on in it. */
  async end(exitCode: number): Promise<never> {
    this.#isOver = true;
    await flushOutput();
    return this.#exit(exitCode);
  }

  /** @param isStuck whether nothing goes on any more */
  #fail(error: Error, isStuck = false): void {
    if (this.#isOver) return;
    const isFirst = this.failure === undefined;
    this.failure ??= error;
    if (isFirst && stopRunning(error)) return;
    if (isFirst || isStuck) void this.#endWith();
  }

  async #endWith(): Promise<void> {
    await this.end(await this.#report(this.failure));
  }
}

/** A fault of pgmaestro itself stays as it is: its stack helps whoever fixes it. */
function thrown(error: unknown): Error {
  const place = placeOf(error);
  if (error instanceof Error && place === undefined && !("severity" in error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StrayCodeError(
    `Code that nothing waits for failed: ${message}${place === undefined ? "" : ` (${place})`}`,
    "Await every promise in the migration, so that its error is the migration's own.",
    error,
  );
}

function neverSettles(): StrayCodeError {
  return new StrayCodeError(
    "Nothing goes on any more, and a promise in the code of a migration or of the config never settles",
    "Let the function settle its promise, or call `done`.",
  );
}

/** The first place in a stack that is in nobody's package. */
function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const own = stack
    .split("\n")
    .slice(1)
    .find((line) => /[/\\]/.test(line) && !/node:|node_modules|[/\\]dist[/\\]/.test(line));
  return own && /\(?(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/.exec(own)?.[1];
}
