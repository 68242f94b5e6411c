import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { MigrationFileError } from "../errors/index.ts";
import { checksum } from "../sql/text/index.ts";
import { directives, header, type Directive } from "../sql/text/index.ts";
import { lineColumn } from "../sql/text/index.ts";
import { refuseMarker, sections, type Span } from "../sql/text/index.ts";
import { replaceVariables, SqlTextError, type Variables } from "../sql/text/index.ts";
import { findMigrations, type ListingOptions, type MigrationFiles } from "./directory.ts";
import { isEmpty, type Migration, offsetInFile, type Section } from "./migration.ts";
import { moduleChecksum, moduleDirectives, moduleHeader, type MigrationActions } from "./module.ts";
import { datesAmongTimes, prefixOf } from "./prefix.ts";

/** How the files of a directory are read. */
export interface LoadingOptions extends ListingOptions {
  /** The values of variables, by name, for the files that ask for it. */
  readonly variables?: Variables | undefined;
}

/**
 * Reads every migration of a directory, in order.
 * @throws MigrationsDirectoryError | MigrationFileError with file, line and what to do
 */
export function loadMigrations(directory: string, options: LoadingOptions = {}): Migration[] {
  const files = findMigrations(directory, options);
  const dates = datesAmongTimes(files.map(({ name }) => name));
  return files.map((found) => {
    const migration = loadMigration(found, options.variables);
    return dates.has(migration.name) ? warnedOfDate(migration) : migration;
  });
}

/** A file of a directory that cannot be read as a migration. */
export interface BrokenFile {
  readonly name: string;
  readonly file: string;
  readonly error: MigrationFileError;
}

/** Whether a file could be read. */
export function isRead(one: Migration | BrokenFile): one is Migration {
  return !("error" in one);
}

/**
 * The same for who goes on where a file cannot be read.
 * @throws MigrationsDirectoryError | MigrationFileError for what concerns more than one file
 */
export function readMigrations(
  directory: string,
  options: LoadingOptions = {},
): (Migration | BrokenFile)[] {
  return findMigrations(directory, options).map((files) => {
    try {
      return loadMigration(files, options.variables);
    } catch (error) {
      if (!(error instanceof MigrationFileError)) throw error;
      return { name: files.name, file: files.up, error };
    }
  });
}

function warnedOfDate(migration: Migration): Migration {
  const text =
    "Its number is a date, while others are times in milliseconds: they are ordered as numbers, not by time.";
  return {
    ...migration,
    warnings: [...migration.warnings, { file: migration.file, line: 1, text }],
  };
}

function loadMigration(files: MigrationFiles, variables?: Variables): Migration {
  if (!/\.sql$/i.test(files.up)) return loadModule(files);
  const { name, up, down } = files;
  return down === undefined
    ? sqlMigration(name, up, readText(up), variables)
    : pairMigration(name, fileOf(up), fileOf(down), variables);
}

/**
 * A SQL text as a migration.
 * @param file what to call the text in messages
 * @throws MigrationFileError
 */
export function sqlMigration(
  name: string,
  file: string,
  source: string,
  variables?: Variables,
): Migration {
  return locating(file, source, () => {
    const found = sections(source);
    const asked = directives(source);
    const part = (own: Span, other: Span | undefined) =>
      sectionOf({ file, source }, own, directivesFor(asked, own, other), variables);
    const down = found.down && part(found.down, found.up);
    return {
      name,
      prefix: prefixOf(name)!,
      file,
      kind: "sql",
      header: header(source),
      up: part(found.up, found.down),
      down,
      ...saidOfAll(asked, down),
      warnings: found.warnings.map(({ offset, text }) => ({
        file,
        line: lineColumn(source, offset).line,
        text,
      })),
    };
  });
}

function fileOf(file: string): TextFile {
  return { file, source: readText(file) };
}

/** A text, and what to call it in messages. */
export interface TextFile {
  readonly file: string;
  readonly source: string;
}

/**
 * Two SQL texts as a migration.
 * @throws MigrationFileError
 */
export function pairMigration(
  name: string,
  upFile: TextFile,
  downFile: TextFile,
  variables?: Variables,
): Migration {
  const down = wholeFile(downFile, "up", variables);
  const saidIn = ({ file, source }: TextFile) =>
    locating(file, source, () => saidOfAll(directives(source), down));
  return {
    name,
    prefix: prefixOf(name)!,
    file: upFile.file,
    kind: "sql",
    header: header(upFile.source),
    up: wholeFile(upFile, "down", variables),
    down,
    ...saidIn(downFile),
    ...saidIn(upFile),
    warnings: [],
  };
}

/** A JS or TS file is only read here; it is imported when it is due. */
function loadModule({ name, up: file }: MigrationFiles): Migration {
  return moduleMigration(name, file, readText(file));
}

/** A text of JS or TS as a migration; its functions, where they are given, need not be imported. */
export function moduleMigration(
  name: string,
  file: string,
  source: string,
  actions?: MigrationActions,
): Migration {
  const whole: Section = {
    file,
    source,
    start: 0,
    text: source,
    checksum: moduleChecksum(source),
    noTransaction: false,
    opaque: false,
  };
  return {
    name,
    prefix: prefixOf(name)!,
    file,
    kind: "module",
    ...(actions && { actions }),
    header: moduleHeader(source),
    up: whole,
    down: whole,
    ...locating(file, source, () => saidOfAll(moduleDirectives(source))),
    warnings: [],
  };
}

/** A text that is no file's as a section. */
export function wholeSection({ file, source }: TextFile): Section {
  return sectionOf({ file, source }, { start: 0, end: source.length }, []);
}

function wholeFile(whole: TextFile, other: "up" | "down", variables?: Variables): Section {
  const { file, source } = whole;
  return locating(file, source, () => {
    refuseMarker(source, other);
    return sectionOf(whole, { start: 0, end: source.length }, directives(source), variables);
  });
}

/** A directive counts for the section it stands in; above both, for both. */
function directivesFor(
  asked: readonly Directive[],
  own: Span,
  other: Span | undefined,
): readonly Directive[] {
  return asked.filter(
    (directive) => isIn(directive, own) || other === undefined || !isIn(directive, other),
  );
}

function isIn(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.start < outer.end;
}

/**
 * What directives say of the whole migration, wherever they stand in it.
 * @throws SqlTextError where they contradict each other or its down section
 */
function saidOfAll(
  asked: readonly Directive[],
  down?: Section,
): Pick<Migration, "irreversible" | "phase" | "squashes"> {
  return { ...irreversible(asked, down), ...phaseIn(asked), ...squashes(asked) };
}

function phaseIn(asked: readonly Directive[]): Pick<Migration, "phase"> {
  const [first, ...others] = asked.filter(({ name }) => name === "phase");
  const other = others.find(({ phase }) => phase !== first!.phase);
  if (other === undefined) return first?.phase === "after" ? { phase: "after" } : {};
  throw new SqlTextError(
    "The migration says two phases",
    other.start,
    "Leave one of the lines: a migration is of one phase, whichever of its sections says so.",
  );
}

/**
 * What a migration says of being irreversible: the first reason, where it gives one.
 * @throws SqlTextError where there is something to run in its down section
 */
function irreversible(
  asked: readonly Directive[],
  down?: Section,
): Pick<Migration, "irreversible"> {
  const said = asked.find(({ name }) => name === "irreversible");
  if (said === undefined) return {};
  if (down === undefined || isEmpty(down)) return { irreversible: said.reason! };
  throw new SqlTextError(
    "The migration says it is irreversible, but has a down section",
    said.start,
    "Take out this line, or what stands in the down section.",
  );
}

function squashes(asked: readonly Directive[]): Pick<Migration, "squashes"> {
  const found = asked.flatMap(({ squashed }) => squashed ?? []);
  return found.length === 0 ? {} : { squashes: found };
}

/** A part of a text as a section. */
export function sectionOf(
  { file, source }: TextFile,
  { start, end }: Span,
  asked: readonly Directive[],
  variables: Variables = {},
): Section {
  const written = source.slice(start, end);
  const has = (name: Directive["name"]) => asked.some((directive) => directive.name === name);
  const { backfill } = backfillIn(asked, { start, end }) ?? {};
  let known: string | undefined;
  return {
    file,
    source,
    start,
    ...(has("variables") ? withValues(written, variables) : { text: written }),
    get checksum() {
      return (known ??= checksum(written)); // of most down sections nobody asks for it
    },
    noTransaction: has("no-transaction"),
    opaque: has("opaque"),
    ...(backfill && { backfill }),
  };
}

/**
 * What a section asks for of its statement.
 * @throws SqlTextError where that stands above the section, or more than once in it
 */
function backfillIn(asked: readonly Directive[], own: Span): Directive | undefined {
  const found = asked.filter(({ name }) => name === "backfill");
  const wrong = found.find((one) => !isIn(one, own)) ?? found[1];
  if (wrong === undefined) return found[0];
  throw new SqlTextError(
    "The directive backfill does not stand above one statement",
    wrong.start,
    "Write it right above the one statement of its section, behind the marker.",
  );
}

function withValues(written: string, variables: Variables): Pick<Section, "text" | "variables"> {
  const { text, places, unset } = replaceVariables(written, variables);
  return { text, variables: { written, places, unset } };
}

/**
 * A file's text without the byte order mark.
 * @throws MigrationFileError
 */
export function readText(file: string): string {
  const text = withoutMark(read(file, () => readFileSync(file, "utf8")));
  if (text.includes("\uFFFD")) refuseOtherThanUtf8(file);
  if (text.includes("\0")) throw notText(file, text, "A NUL character", text.indexOf("\0"));
  return text;
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function read<Content>(file: string, action: () => Content): Content {
  try {
    return action();
  } catch (error) {
    throw new MigrationFileError(
      `The file cannot be read: ${(error as Error).message}`,
      { file, line: 1, column: 1 },
      "Give it read permission, or fix the link.",
      undefined,
      error,
    );
  }
}

/** What stands for bytes that are no text may stand in a text, too. Where that differs from the bytes, one was replaced. */
function refuseOtherThanUtf8(file: string): void {
  const bytes = read(file, () => readFileSync(file));
  if (isUtf8(bytes)) return;
  const decoded = Buffer.from(bytes.toString("utf8"));
  const first = decoded.findIndex((byte, index) => byte !== bytes[index]);
  const before = withoutMark(bytes.toString("utf8", 0, first)).replace(/\uFFFD$/, "");
  throw notText(file, before, "Bytes that are not UTF-8", before.length);
}

function notText(file: string, text: string, problem: string, offset: number): MigrationFileError {
  return new MigrationFileError(
    problem,
    { file, ...lineColumn(text, offset) },
    "Save the file as UTF-8.",
    undefined,
    undefined,
    "encoding",
  );
}

/** Gives an error within a text its file, line and column. */
export function locating<Result>(
  file: string,
  source: string,
  action: () => Result,
  place: (offset: number) => number = (offset) => offset,
): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof SqlTextError)) throw error;
    const { line, column } = lineColumn(source, place(error.offset));
    const { message, hint, reason } = error;
    throw new MigrationFileError(message, { file, line, column }, hint, source, error, reason);
  }
}

/** The same for an error within a section's text. */
export function locatingIn<Result>(section: Section, action: () => Result): Result {
  return locating(section.file, section.source, action, (offset) => offsetInFile(section, offset));
}
