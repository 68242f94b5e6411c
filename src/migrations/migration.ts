import { UnwrittenMigrationError } from "../errors/index.ts";
import {
  type Backfill,
  checksum,
  type DirectiveName,
  directives,
  type Header,
  isBlank,
  lineColumn,
  type Replaced,
  type Span,
  type SquashedMigration,
  writtenOffset,
} from "../sql/text/index.ts";
import type { SourceCall } from "./builder-calls.ts";
import type { MigrationActions } from "./module.ts";
import { isTemplate } from "./template.ts";

/** One change with a name. */
export interface Migration {
  /** The name in the history: the file's base name without its extension. */
  readonly name: string;
  /** The number the name begins with; it decides the order. */
  readonly prefix: number;
  /** The file, or the up file of a pair, as shown to people: relative to the working directory. */
  readonly file: string;
  /** `sql`, or `module` for JS and TS, whose statements are known only once its functions have run. */
  readonly kind: "sql" | "module";
  /** The functions of a module that need not be imported. */
  readonly actions?: MigrationActions;
  readonly header: Header;
  /** Of a module, the whole file. */
  readonly up: Section;
  /** Of a module, the whole file: whether it can be rolled back shows when it is loaded. */
  readonly down: Section | undefined;
  /** Where another tool, whose it is, has its down section: ``below `-- migrate:down` ``. */
  readonly downPlace?: string | undefined;
  /** Why it cannot be rolled back, where it says so: `-- pgmaestro: irreversible <reason>`. */
  readonly irreversible?: string;
  /** `after` where it must wait until the old application is gone: `-- pgmaestro: phase after`. */
  readonly phase?: "after";
  /** Set where it runs again whenever its text has changed, after all others; see repeatable.ts. */
  readonly isRepeatable?: true;
  /** The migrations in whose place it is. */
  readonly squashes?: readonly SquashedMigration[];
  /** What the author should know; nothing here stops a run. */
  readonly warnings: readonly MigrationWarning[];
}

/** The up or the down part of a migration. */
export interface Section {
  /** As shown to people: the file, or what stands for SQL that is in none. */
  readonly file: string;
  /** The file whose functions made the text. */
  readonly generatedFrom?: string;
  /** Of such a text, where that is known: the call that made what is at an offset. */
  readonly callAt?: (offset: number) => SourceCall | undefined;
  /** The whole text of the file, so that places can be shown. */
  readonly source: string;
  /** Where the section begins in `source`; UTF-16 offset. */
  readonly start: number;
  /** What is run: as it is written, but for variables, in place of which are their values. */
  readonly text: string;
  /** Where variables were replaced; absent where the section does not ask for it. */
  readonly variables?: SectionVariables;
  /** Of the section as it is written; see sql/checksum.ts. */
  readonly checksum: string;
  /** Whether the section asks to be run statement by statement. */
  readonly noTransaction: boolean;
  /** Whether another tool runs it, which knows none of our directives. */
  readonly ofTool?: true;
  /** Of code of another tool whose SQL is not known, in whose place something stands that fails: why, where that was tried. */
  readonly unknown?: { readonly reason?: string | undefined };
  /** Whether the section asks not to be parsed. */
  readonly opaque: boolean;
  /** How the section asks for its one statement to be cut into batches. */
  readonly backfill?: Backfill;
}

/** What became of the variables of a section. Offsets are UTF-16 units of its text, of `written` in the section as written. */
interface SectionVariables extends Pick<Replaced, "places" | "unset"> {
  readonly written: string;
}

/** A section as it stands in its file. */
export function writtenIn({ text, variables }: Section): string {
  return variables?.written ?? text;
}

/** Identifies what a section runs, values of variables and all. */
export function runChecksum(section: Section): string {
  return section.variables ? checksum(section.text) : section.checksum;
}

/** Where a place of a section's text is in its file. */
export function offsetInFile(
  { start, variables }: Pick<Section, "start" | "variables">,
  offset: number,
  edge: "start" | "end" = "start",
): number {
  return start + (variables ? writtenOffset(variables.places, offset, edge) : offset);
}

/** Where a place of a section's text is to be shown: in its file, or at the call that made it. */
export function shownPlace(
  section: Section,
  offset: number,
): { readonly file: string; readonly source: string; readonly start: number } {
  const { file, source } = section;
  return section.callAt?.(offset) ?? { file, source, start: offsetInFile(section, offset) };
}

/** The line of that place. */
export function shownLine(section: Section, offset: number): number {
  const { source, start } = shownPlace(section, offset);
  return lineColumn(source, start).line;
}

/** Where a span of a section's text is in its file. */
export function spanInFile(
  section: Pick<Section, "start" | "variables">,
  { start, end }: Span,
): Span {
  return { start: offsetInFile(section, start), end: offsetInFile(section, end, "end") };
}

/** A section as it can be kept by itself: what it asks for in lines above it stands in it. */
export function storedText(section: Section): string {
  const written = writtenIn(section).trim();
  const asked = directives(written).map(({ name }) => name);
  const lost: readonly (DirectiveName | false)[] = [
    section.noTransaction && "no-transaction",
    section.opaque && "opaque",
    section.variables !== undefined && "variables",
  ];
  const lines = lost.flatMap((name) =>
    name && !asked.includes(name) ? [`-- pgmaestro: ${name}`] : [],
  );
  return [...lines, written].join("\n");
}

/** What is odd at a place of a migration file, and no error. */
export interface MigrationWarning {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Whether a section holds nothing that a server would run. */
export function isEmpty(section: Section): boolean {
  return isBlank(writtenIn(section));
}

/** @throws UnwrittenMigrationError that names all files that are as `create` made them */
export function refuseUnwritten(migrations: readonly Migration[]): void {
  const files = migrations.filter(isUnwritten).map(({ file }) => file);
  if (files.length > 0) throw new UnwrittenMigrationError(files);
}

/** Whether a file is as `create` made it: both sections are there, and blank. */
export function isUnwritten({ kind, up, down }: Migration): boolean {
  if (kind === "module") return isTemplate(up.source);
  return up.text.trim() === "" && up.start > 0 && down !== undefined && down.text.trim() === "";
}
