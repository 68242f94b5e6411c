#!/usr/bin/env node
import { CommanderError } from "commander";
import { PgmaestroError, type ErrorKind } from "../errors/index.ts";
import { normaliseArguments } from "./arguments.ts";
import { createOutput } from "./output.ts";
import { createProgram } from "./program.ts";

process.exitCode = await main(process.argv.slice(2));

/** Runs the command line and returns the exit code. The only place that decides how the process ends. */
async function main(given: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = createProgram((code) => (exitCode = code));
  try {
    await program.parseAsync(normaliseArguments(given), { from: "user" });
    return exitCode;
  } catch (error) {
    return error instanceof CommanderError
      ? usageExit(error)
      : await reportError(error, given.includes("--json"));
  }
}

/** Commander has written its message; help and version are no errors. */
function usageExit({ exitCode, code }: CommanderError): number {
  return exitCode === 0 || code === "commander.version" ? 0 : 2;
}

const exitCodes: Record<ErrorKind, number> = { failed: 1, usage: 2, refused: 3 };

async function reportError(error: unknown, json: boolean): Promise<number> {
  const output = createOutput({ json });
  if (json) {
    const { errorJson, jsonLine } = await import("../report/json.ts");
    output.line(jsonLine("error", { error: errorJson(error) }));
  } else {
    const { errorText } = await import("../report/error-text.ts");
    output.complain(errorText(error, output.style));
  }
  return error instanceof PgmaestroError ? exitCodes[error.kind] : 1;
}
