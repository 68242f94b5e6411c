import { createHash } from "node:crypto";
import { resolve } from "node:path";
import {
  MigrationFileError,
  MissingPackageError,
  type Location,
  messageOf,
} from "../errors/index.ts";
import { readDirective, type Directive } from "../sql/text/index.ts";
import type { Span } from "../sql/text/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import { importFile, type ModuleOptions } from "./import-file.ts";
import { keepingDirectory } from "./kept-directory.ts";

/** What a JS or TS migration exports. */
export interface MigrationActions {
  readonly up?: ModuleFunction | false;
  /** Absent: the up in reverse mode. False: no rollback. */
  readonly down?: ModuleFunction | false;
  /** Type shorthands for this migration and all later ones. */
  readonly shorthands?: Readonly<Record<string, unknown>>;
}

/** Gets the builder; with a second parameter it is done when that function is called. */
export type ModuleFunction = (pgm: any, done?: (error?: unknown) => void) => unknown;

/**
 * Imports a JS or TS migration.
 * @throws MigrationFileError when the import fails, at the place in the file where the stack names one
 * @throws MissingPackageError for a file that needs jiti, where that is not installed
 */
export async function loadActions(
  file: string,
  source: string,
  options: ModuleOptions,
): Promise<MigrationActions> {
  try {
    const loaded: MigrationActions & { default?: MigrationActions } = await keepingDirectory(() =>
      importFile(file, options),
    );
    return loaded.up === undefined && loaded.default ? loaded.default : loaded;
  } catch (error) {
    if (error instanceof MissingPackageError) throw error;
    throw moduleError("The migration cannot be loaded", file, source, error);
  }
}

/** An error of a migration's own code, at its place in the file. */
export function moduleError(
  problem: string,
  file: string,
  source: string,
  error: unknown,
): MigrationFileError {
  const message = messageOf(error);
  return new MigrationFileError(
    `${problem}: ${message}`,
    placeInStack(error, file),
    "Fix the migration's code.",
    source,
    error,
  );
}

/** The innermost place in a file that an error's stack names; the file's beginning where it names none. */
export function placeInStack(error: unknown, file: string): Location {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const path = resolve(file);
  const after = stack.split(path)[1] ?? "";
  const match = /^:(\d+):(\d+)/.exec(after);
  return match === null
    ? { file, line: 1, column: 1 }
    : { file, line: Number(match[1]), column: Number(match[2]) };
}

/**
 * The checksum of a JS or TS migration: of its text without directives, and without what formatters change,
 * that is white space, semicolons, trailing commas and the kind of quotes.
 */
export function moduleChecksum(source: string): string {
  const canonical = withoutDirectives(source)
    .replaceAll(/[\s;]+/g, "")
    .replaceAll(/['`]/g, '"')
    .replaceAll(/,(?=[)\]}])/g, "");
  return createHash("sha256").update(canonical).digest("hex");
}

const leadingComment = /\s+|\/\/[^\r\n]*|\/\*[^]*?\*\//gy;
const directiveComment = /^\/\/\s*pgmaestro:\s*(.*?)\s*$/i;

/**
 * The directives of a JS or TS migration, from the line comments it begins with.
 * @throws SqlTextError for all but `irreversible <reason>` and `phase`: for what else SQL files ask for, the builder has options
 */
export function moduleDirectives(source: string): Directive[] {
  return directiveComments(source).map(({ words, start, end }) => {
    const directive = readDirective(words, start);
    if (directive.name !== "irreversible" && directive.name !== "phase")
      throw onlyInSql(directive.name, start);
    return { ...directive, start, end };
  });
}

function directiveComments(source: string): (Span & { words: string })[] {
  return [...source.matchAll(leadingComment)].flatMap(({ 0: comment, index: start }) => {
    const match = directiveComment.exec(comment);
    return match === null ? [] : [{ words: match[1]!, start, end: start + comment.length }];
  });
}

function onlyInSql(name: string, offset: number): SqlTextError {
  return new SqlTextError(
    `The directive ${name} is for SQL files`,
    offset,
    "In JS and TS there are `// pgmaestro: irreversible <reason>` and `// pgmaestro: phase after`; for no transaction, call `pgm.noTransaction()`.",
  );
}

function withoutDirectives(source: string): string {
  return directiveComments(source).reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    source,
  );
}

const nothing = /\bshorthands\s*(?::[^=\n]*)?=\s*undefined\b/g;

/** Whether a file may export type shorthands; the `shorthands = undefined` of the templates does not count. */
export function mayDeclareShorthands(source: string): boolean {
  return /\bshorthands\b/.test(source.replaceAll(nothing, ""));
}

const titleTag =
  /^\s*(?:\/\*\*?|\/\/|\*)?\s*(Migration|Created|Description):\s*(.*?)\s*(?:\*\/)?$/i;

/** The header of a JS or TS migration, from the comments it begins with: the same fields as in SQL. */
export function moduleHeader(source: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const line of source.split(/\r\n|\r|\n/)) {
    if (!/^\s*(?:\/\/|\/\*|\*|$)/.test(line)) break;
    const match = titleTag.exec(line);
    if (match !== null && match[2] !== "") fields[match[1]!.toLowerCase()] ??= match[2]!;
  }
  return fields;
}
