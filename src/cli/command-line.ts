import { CommanderError } from "commander";
import { maskUrlsIn } from "../database/index.ts";
import { InvalidRequestError, PgmaestroError, type ErrorKind } from "../errors/index.ts";
import { normaliseArguments, wantsJson } from "./arguments.ts";
import { beginLog, logsJson, stamp } from "./log.ts";
import { createOutput, forgetConcealed } from "./output.ts";
import { createProgram, knownFlags } from "./program.ts";
import { usageHint } from "./usage-hint.ts";

const exitCodes: Record<ErrorKind, number> = {
  failed: 1,
  usage: 2,
  refused: 3,
  "gave-way": 5,
};

/** Runs a command line and returns its exit code. A process may run several, one after the other. */
export async function runCommandLine(given: readonly string[]): Promise<number> {
  beginLog();
  forgetConcealed();
  let exitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  const names = program.commands.map((command) => command.name());
  const line = normaliseArguments(given, names, knownFlags(program));
  try {
    await program.parseAsync(line, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return await reportError(error, wantsJson(given));
    if (isAnswered(error)) return error.exitCode === 0 ? 0 : 2;
    return await reportError(usageError(error, usageHint(error, program, line)), wantsJson(given));
  }
}

/** Help and version, asked for or not, have been written. */
function isAnswered({ exitCode, code }: CommanderError): boolean {
  return exitCode === 0 || code === "commander.help";
}

/** What commander found wrong with the command line, as an error like all others. */
function usageError({ message }: CommanderError, hint: string): InvalidRequestError {
  return new InvalidRequestError(message.replace(/^error: /, ""), hint);
}

/** Says what went wrong, and returns the exit code for it. */
export async function reportError(error: unknown, json: boolean): Promise<number> {
  const output = createOutput({ json });
  if (json || logsJson()) {
    const { errorJson, jsonLine } = await import("../report/json.ts");
    const line = jsonLine("error", { error: errorJson(error), ...stamp("error") });
    if (json) output.line(line);
    else output.log(line);
  } else {
    const { errorText } = await import("../report/error-text.ts");
    output.complain(maskUrlsIn(errorText(error, output.errorStyle)));
  }
  return error instanceof PgmaestroError ? exitCodes[error.kind] : 1;
}
