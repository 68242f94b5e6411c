import { CommanderError } from "commander";
import { maskUrlsIn } from "../database/index.ts";
import { InvalidRequestError, PgmaestroError, type ErrorKind } from "../errors/index.ts";
import { normaliseArguments, wantsJson } from "./arguments.ts";
import { allCommands, commands } from "./commands/index.ts";
import type { CommandDefinition } from "./define-command.ts";
import { beginLog, logsJson, stamp } from "./log.ts";
import { createOutput, forgetConcealed } from "./output.ts";
import { createProgram, knownFlags } from "./program.ts";

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
  try {
    return (await runByItsCommand(given)) ?? (await run(given, await allCommands()));
  } catch (error) {
    return await reportError(error, wantsJson(given));
  }
}

/** Runs a line that begins with its command, knowing no other; undefined where it is not understood so. */
async function runByItsCommand(given: readonly string[]): Promise<number | undefined> {
  const [word = ""] = given;
  const load = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (load === undefined) return undefined;
  try {
    return await run(given, [await load()]);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/**
 * Runs a line with the commands that it may name.
 * @throws NotUnderstood
 */
async function run(
  given: readonly string[],
  definitions: readonly CommandDefinition[],
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(definitions, (code) => (exitCode = code));
  const names = program.commands.map((command) => command.name());
  const line = normaliseArguments(given, names, knownFlags(program));
  try {
    await program.parseAsync(line, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (isAnswered(error)) return error.exitCode === 0 ? 0 : 2;
    const { usageHint } = await import("./usage-hint.ts");
    throw new NotUnderstood(error, usageHint(error, program, line));
  }
}

/** What commander found wrong with the command line, as an error like all others. */
class NotUnderstood extends InvalidRequestError {
  constructor({ message }: CommanderError, hint: string) {
    super(message.replace(/^error: /, ""), hint);
  }
}

/** Help and version, asked for or not, have been written. */
function isAnswered({ exitCode, code }: CommanderError): boolean {
  return exitCode === 0 || code === "commander.help";
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
