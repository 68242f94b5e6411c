import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { InvalidRequestError } from "../errors/index.ts";
import type { VerifyOptions } from "../commands/verify.ts";
import type { VerifyResult } from "../verify/verdict.ts";
import type { Action } from "./commands.ts";
import { existingTarget, scratchAndScript, type CliContext } from "./context.ts";
import { withInterrupt } from "./interrupt.ts";
import { createOutput, type Output } from "./output.ts";
import { createProgress } from "./progress.ts";
import { refuseSeveral } from "./selection.ts";

/** How a verification may be told. */
export const formats = ["text", "json", "junit", "github"] as const;
type Format = (typeof formats)[number];

export const runVerify: Action = async (context, names) => {
  const telling = tellingOf(context);
  const options = verifyOptions(context, names);
  const result = await verifyWatched(options, telling);
  show(await told(result, telling.format, telling.output), telling);
  if (wantsAnnotations(telling)) show(await told(result, "github", telling.output), telling);
  if (telling.file !== undefined) await write(telling.file, result);
  return result.passed ? 0 : 1;
};

/** How the result is told, and where. */
interface Telling {
  readonly output: Output;
  /** For standard output. */
  readonly format: Format;
  readonly file: { readonly path: string; readonly format: Format } | undefined;
}

/** With --output the format is the file's, and the terminal has text, or JSON for --json. */
function tellingOf({ flags }: CliContext): Telling {
  const { json, format, output: path, verbose } = flags as TellingFlags;
  const usual = json ? "json" : "text";
  const shown = path === undefined ? (format ?? usual) : usual;
  if (json && shown !== "json") refuseSeveral({ "--json": true, [`--format ${format}`]: true });
  return {
    output: createOutput({ json: shown === "json", verbose }),
    format: shown,
    file: path === undefined ? undefined : { path, format: format ?? usual },
  };
}

interface TellingFlags {
  readonly json?: boolean;
  readonly format?: Format;
  readonly output?: string;
  readonly verbose?: boolean;
}

/** Only what is pending needs a target to tell it. */
function verifyOptions(context: CliContext, names: readonly string[]): VerifyOptions {
  const { all, pending } = context.flags as { all?: boolean; pending?: boolean };
  const needsTarget = names.length === 0 && !all;
  return {
    ...scratchAndScript(context),
    names,
    all,
    pending,
    database: needsTarget ? existingTarget(context.settings) : undefined,
  };
}

async function verifyWatched(options: VerifyOptions, telling: Telling): Promise<VerifyResult> {
  const { verify } = await import("../commands/verify.ts");
  const { watch, stop } = await createProgress(besideResult(telling));
  try {
    return await withInterrupt(telling.output, (signal) =>
      verify({ ...options, onEvent: watch, signal }),
    );
  } finally {
    stop();
  }
}

/** Standard output is the result's alone where a program reads it. */
function besideResult({ output, format }: Telling): Output {
  return format === "text" || format === "json" ? output : { ...output, line: output.complain };
}

/** The result in a format, without a line break at its end. */
async function told(
  result: VerifyResult,
  format: Format,
  { style }: Pick<Output, "style">,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../report/verify-text.ts")).verifyText(result, style);
    case "json": {
      const { jsonLine } = await import("../report/json.ts");
      return jsonLine("verify", (await import("../report/verify-json.ts")).verifyJson(result));
    }
    case "junit":
      return (await import("../report/junit.ts")).junitXml(result);
    case "github":
      return (await import("../report/github.ts")).githubAnnotations(result, inRepository);
  }
}

/** The path that GitHub knows a file by: relative to the checkout, with slashes. */
function inRepository(file: string): string {
  const checkout = process.env["GITHUB_WORKSPACE"] ?? ".";
  return relative(checkout, resolve(file)).replaceAll("\\", "/");
}

/** On GitHub, text comes with annotations. */
function wantsAnnotations({ format }: Telling): boolean {
  return process.env["GITHUB_ACTIONS"] === "true" && format === "text";
}

function show(text: string, { output }: Telling): void {
  if (text !== "") output.line(text);
}

async function write(
  { path, format }: NonNullable<Telling["file"]>,
  result: VerifyResult,
): Promise<void> {
  const { createStyle } = await import("../report/style.ts");
  const text = await told(result, format, { style: createStyle(false) });
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
  } catch (error) {
    throw new InvalidRequestError(
      `${path} cannot be written: ${(error as Error).message}`,
      "Check --output.",
    );
  }
}
