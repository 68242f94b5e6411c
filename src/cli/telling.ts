import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { Option } from "commander";
import { InvalidRequestError } from "../errors/index.ts";
import { createStyle, type Style } from "../report/style.ts";
import type { CliContext } from "./context.ts";
import { createOutput, type Output } from "./output.ts";
import { refuseSeveral } from "./selection.ts";

/** How a result is told, and where. */
export interface Telling<Format extends string> {
  readonly output: Output;
  /** For standard output. */
  readonly format: Format;
  readonly file: { readonly path: string; readonly format: Format } | undefined;
}

/** The formats that every result has that may be told in several. */
type Usual = "text" | "json" | "github";

/** A result in a format, without a line break at its end; empty where that format has nothing to say. */
export type Told<Format extends string> = (format: Format, style: Style) => Promise<string>;

/** The flags that decide it. */
export function tellingOptions(formats: readonly string[]): Option[] {
  return [
    new Option("--format <format>", "how to tell the result (default text)").choices(formats),
    new Option("--output <file>", "write the result into a file in that format, and text here"),
  ];
}

/** With --output the format is the file's, and the terminal has text, or JSON for --json. */
export function tellingOf<Format extends string>({ flags }: CliContext): Telling<Format | Usual> {
  const { json, format, output: path, verbose } = flags as TellingFlags<Format | Usual>;
  const usual = json ? "json" : "text";
  const shown = path === undefined ? (format ?? usual) : usual;
  if (json && shown !== "json") refuseSeveral({ "--json": true, [`--format ${format}`]: true });
  return {
    output: createOutput({ json: shown === "json", verbose }),
    format: shown,
    file: path === undefined ? undefined : { path, format: format ?? usual },
  };
}

interface TellingFlags<Format> {
  readonly json?: boolean;
  readonly format?: Format;
  readonly output?: string;
  readonly verbose?: boolean;
}

/** Standard output is the result's alone where a program reads it. */
export function besideResult({ output, format }: Telling<string>): Output {
  return format === "text" || format === "json" ? output : { ...output, line: output.complain };
}

/** Tells a result wherever it is wanted: on standard output, on GitHub beside text, in a file. */
export async function tell<Format extends string>(
  telling: Telling<Format | Usual>,
  told: Told<Format | Usual>,
): Promise<void> {
  const { output, format, file } = telling;
  show(await told(format, output.style), output);
  if (wantsAnnotations(format)) show(await told("github", output.style), output);
  if (file !== undefined) write(file.path, await told(file.format, createStyle(false)));
}

function show(text: string, output: Output): void {
  if (text !== "") output.line(text);
}

/** On GitHub, text comes with annotations. */
function wantsAnnotations(format: string): boolean {
  return process.env["GITHUB_ACTIONS"] === "true" && format === "text";
}

function write(path: string, text: string): void {
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

/** The path that a forge knows a file by: relative to the checkout, with slashes. */
export function inRepository(file: string): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = process.env;
  return relative(GITHUB_WORKSPACE ?? CI_PROJECT_DIR ?? ".", resolve(file)).replaceAll("\\", "/");
}
