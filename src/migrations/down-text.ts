import { isComment, regions } from "../sql/text/index.ts";
import { sqlMigration } from "./load.ts";
import { type Migration, type Section, writtenIn } from "./migration.ts";

/** A file as it is and as it is to be. */
export interface FileChange {
  readonly file: string;
  /** Absent where there is no such file yet. */
  readonly before?: string;
  readonly after: string;
}

/**
 * What a migration's file becomes with this down section; undefined for JS and TS. Of a pair of files it is the
 * down file. The up section stays as it is, byte by byte.
 * @param section ends with a line end
 */
export function withDownSection(migration: Migration, section: string): FileChange | undefined {
  if (migration.kind !== "sql") return undefined;
  const { file, down } = migration;
  if (down !== undefined && down.file !== file) return wholeFile(down, section);
  if (/\.up\.sql$/i.test(file))
    return {
      file: file.replace(/\.up(\.sql)$/i, ".down$1"),
      after: endedAs(migration.up, section),
    };
  return oneFile(migration, section);
}

function wholeFile({ file, source }: Section, section: string): FileChange {
  return { file, before: source, after: section.replaceAll("\n", lineEndOf(source)) };
}

function endedAs({ source }: Section, section: string): string {
  return section.replaceAll("\n", lineEndOf(source));
}

function lineEndOf(source: string): string {
  return source.includes("\r\n") ? "\r\n" : "\n";
}

function oneFile(migration: Migration, section: string): FileChange {
  const { name, file, up, down } = migration;
  const { source } = up;
  const end = lineEndOf(source);
  const text = section.replaceAll("\n", end);
  const after =
    down === undefined ? appended(source, text, end) : replaced(source, down, text, end);
  if (sqlMigration(name, file, after).up.checksum !== up.checksum)
    throw new Error(`The up section of ${file} would be another one`);
  return { file, before: source, after };
}

function replaced(source: string, down: Section, section: string, end: string): string {
  const { start } = down;
  const rest = source.slice(start + writtenIn(down).length);
  return `${source.slice(0, start)}${end}${end}${section}${rest === "" ? "" : end}${rest}`;
}

const upMarker = /^--[\s-]*up\s+migration/i;

function appended(source: string, section: string, end: string): string {
  const hasMarker = [...regions(source)].some(
    (region) => isComment(region) && upMarker.test(source.slice(region.start, region.end)),
  );
  const marked = hasMarker ? source : withUpMarker(source, end);
  const closed = marked.endsWith("\n") ? marked : `${marked}${end}`;
  return `${closed}${end}-- Down Migration${end}${end}${section}`;
}

/** Below the header; above all where a directive stands there, which would count for both sections. */
function withUpMarker(source: string, end: string): string {
  const header = headerLength(source);
  const head = source.slice(0, header);
  const marker = `-- Up Migration${end}${end}`;
  if (header === 0 || /--\s*pgmaestro:/i.test(head)) return `${marker}${source}`;
  return `${head.trimEnd()}${end}${end}${marker}${source.slice(header)}`;
}

/** Up to the first blank line or statement. */
function headerLength(source: string): number {
  const match = /^(?:[ \t]*--[^\r\n]*\r?\n)+(?=\s*\r?\n)\s*/.exec(source);
  return match?.[0].length ?? 0;
}
