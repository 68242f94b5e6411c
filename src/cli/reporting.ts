import { relative, resolve } from "node:path";
import { writeOutput } from "../commands/output-file.ts";
import { createStyle, type Style } from "../report/style.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { json } from "../settings/general-options.ts";
import { listOf, oneOf, text } from "../settings/kinds.ts";
import { option, optionValue } from "../settings/option.ts";
import { type Output, outgoing, withoutConcealed } from "./output.ts";
import { refuseSeveral } from "../settings/refuse-several.ts";

/** What a report may look at beside the result. */
export interface View<Request> {
  readonly request: Request;
  readonly style: Style;
  readonly verbose: boolean;
  /** A text without what nobody may see; for formats in which it would be written otherwise, and not be found any more. */
  readonly hidden: (text: string) => string;
}

/** A result in one format, without a line break at its end; empty where that format has nothing to say. */
export type Render<Request, Result> = (result: Result, view: View<Request>) => Promise<string>;

/** The formats of a result: these two, and perhaps more. */
export interface Formats<Request, Result> {
  readonly text: Render<Request, Result>;
  readonly json: Render<Request, Result>;
  readonly [format: string]: Render<Request, Result>;
}

/** In which format a result goes where. */
export interface OutputDestination {
  /** On standard output. */
  readonly format: string;
  readonly files: readonly ReportFile[];
}

/** A file, and what is written into it. */
interface ReportFile {
  readonly path: string;
  readonly format: string;
}

/** The options of a command whose result has more formats than text and JSON. */
export function formatOptions<Format extends string>(formats: readonly Format[]) {
  return [
    option("--format <format>", oneOf(formats), `${formats.join(", ")} (default text)`),
    option("--output <file>", text, "write that format into a file, and text here"),
  ];
}

/** For a command that may write several files at once. */
export const reportFiles = option(
  "--report <file>",
  listOf(text),
  "write a file too, in the format of its name; may be given again",
);

/** Formats by the end of a file's name; the first that fits. */
const byName: readonly (readonly [RegExp, string])[] = [
  [/code-?quality[^\\/]*\.json$/i, "gitlab"],
  [/\.sarif(?:\.json)?$/i, "sarif"],
  [/\.json$/i, "json"],
  [/\.xml$/i, "junit"],
  [/\.txt$/i, "text"],
  [/\.md$/i, "markdown"],
  [/\.html?$/i, "html"],
];

/** @throws InvalidRequestError for a name that says no format */
export function formatOfFile(path: string): string {
  const format = byName.find(([end]) => end.test(path))?.[1];
  if (format !== undefined) return format;
  throw new InvalidRequestError(
    `--report ${path}: the name does not say in which format`,
    "Let it end in .txt, .md (Markdown), .html, .json, .xml (JUnit) or .sarif; one of GitLab's is named like gl-code-quality-report.json.",
  );
}

/**
 * With --output the format is the file's, and the terminal has text, or JSON for --json.
 * @throws InvalidRequestError for --json beside another format
 */
export function destinationOf(flags: Flags, formats: object): OutputDestination {
  const isJson = optionValue(json, flags) === true;
  const usual = isJson ? "json" : "text";
  const names = Object.keys(formats);
  if (names.length === 2) return { format: usual, files: [] };
  const [format, path] = formatOptions(names).map((one) => text.accept(flags[one.name]));
  const shown = path === undefined ? (format ?? usual) : usual;
  if (isJson && shown !== "json") refuseSeveral({ "--json": true, [`--format ${format}`]: true });
  return {
    format: shown,
    files: [
      ...(path === undefined ? [] : [{ path, format: format ?? usual }]),
      ...(optionValue(reportFiles, flags) ?? []).map((file) => ({
        path: file,
        format: formatOfFile(file),
      })),
    ],
  };
}

type Flags = Readonly<Record<string, unknown>>;

/** Standard output is the result's alone where a program reads it. */
export function besideResult(output: Output, { format }: OutputDestination): Output {
  return format === "text" || format === "json" ? output : { ...output, line: output.complain };
}

/** Writes a result wherever it is wanted: on standard output, on GitHub beside text, in a file. */
export async function writeReport<Request, Result>(
  formats: Formats<Request, Result>,
  result: Result,
  { request, output, destination }: Reporting<Request>,
): Promise<void> {
  const { format, files } = destination;
  const render = (wanted: string, style: Style) =>
    formats[wanted]!(result, { request, style, verbose: output.verbose, hidden: withoutConcealed });
  show(await render(format, output.style), output);
  if (wantsAnnotations(format, formats)) show(await render("github", output.style), output);
  for (const file of files) {
    const rendered = await render(file.format, createStyle(false));
    writeOutput(file.path, `${outgoing(rendered)}\n`);
  }
}

interface Reporting<Request> {
  readonly request: Request;
  readonly output: Output;
  readonly destination: OutputDestination;
}

function show(rendered: string, output: Output): void {
  if (rendered !== "") output.line(rendered);
}

/** On GitHub, text comes with annotations. */
function wantsAnnotations(format: string, formats: object): boolean {
  return process.env["GITHUB_ACTIONS"] === "true" && format === "text" && "github" in formats;
}

/** The path that a forge knows a file by: relative to the checkout, with slashes. */
export function inRepository(file: string): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = process.env;
  return relative(GITHUB_WORKSPACE ?? CI_PROJECT_DIR ?? ".", resolve(file)).replaceAll("\\", "/");
}
