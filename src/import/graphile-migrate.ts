import { existsSync } from "node:fs";
import { join } from "node:path";
import { readText, shown } from "../migrations/index.ts";
import { editedNotes, hexDigest } from "./edited.ts";
import { byName, fileError, filesOf, passedOver, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";
import { isBlank } from "../sql/text/index.ts";
import { writeValuesIn } from "./placeholders.ts";

/** graphile-migrate: committed SQL files with a chain of hashes; the history knows them by their numbers. */
export const graphileMigrate: ImportSource = {
  name: "graphile-migrate",
  title: "graphile-migrate",
  defaultDirectory: "migrations/committed",
  table: { name: "migrations", columns: ["hash", "previous_hash", "filename", "date"] },
  beside: ["current"],
  readFiles: (directory) => {
    const all = filesOf(directory);
    const files = all.filter(isMigration);
    return {
      migrations: files.map(migrationOf).toSorted((a, b) => byName(a.id, b.id)),
      notes: [
        ...passedOver("graphile-migrate", all, isMigration),
        ...currentFiles(directory).map(currentNote),
        ...placeholderNotes(directory, files),
      ],
    };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT filename AS id, ${localTime("date")} AS at, hash AS checksum FROM ${table} ORDER BY filename`,
    );
    return { applied: rows, notes: editedNotes("graphile-migrate", rows, files, hashOf) };
  },
  compare: byName,
};

interface Row {
  readonly id: string;
  readonly at: string;
  readonly checksum: string;
}

const fileName = /^(\d+)(-[-\w]*)?\.sql$/;

function isMigration({ name }: ForeignFile): boolean {
  return fileName.test(name);
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, number, words] = fileName.exec(file.name)!;
  const { message, body } = partsOf(file);
  return {
    id: `${number}.sql`,
    file,
    number,
    words: words ?? "",
    sql: {
      header: message && `-- ${message}`,
      up: { text: body.replace(noTransaction, ""), noTransaction: noTransaction.test(body) },
    },
  };
}

const headerLine = /^--! ([A-Z]\w*)(?::(.*))?$/;
const noTransaction = /^--!\s*no-transaction\b.*(?:\n|$)/;

/** A committed file: lines of the tool's, and what it runs. */
interface Parts {
  readonly message: string | undefined;
  readonly previous: string;
  readonly body: string;
}

function partsOf(file: ForeignFile): Parts {
  const lines = textOf(file).replaceAll("\r\n", "\n").split("\n");
  const end = lines.findIndex((line) => !headerLine.test(line));
  const fields = lines.slice(0, end).map((line) => headerLine.exec(line)!);
  const field = (name: string) => fields.find(([, key]) => key === name)?.[2]?.trim();
  const previous = field("Previous");
  if (previous === undefined || field("Hash") === undefined) throw noHeader(file);
  return {
    message: field("Message"),
    previous: previous === "-" ? "" : previous,
    body: `${lines.slice(end).join("\n").trim()}\n`,
  };
}

/** The hash of what it runs, and of the hash before: so a change anywhere shows in every later one. */
function hashOf({ file }: ForeignMigration): string {
  const { previous, body } = partsOf(file);
  const text = `${`${previous}\n${body.trim()}`.trim()}\n`;
  return `sha1:${hexDigest("sha1", text)}`;
}

/** What is being written beside the committed files, where there is anything in it. */
function currentFiles(directory: string): ForeignFile[] {
  const above = join(directory, "..");
  const folder = join(above, "current");
  const parts = existsSync(folder)
    ? filesOf(folder).filter(({ name }) => name.endsWith(".sql"))
    : [];
  const file = shown(above, "current.sql");
  const whole = existsSync(file) ? [{ name: "current.sql", shown: file }] : [];
  return [...whole, ...parts].filter((current) => !isBlank(textOf(current)));
}

function currentNote({ shown: file }: ForeignFile): string {
  return `${file} is not committed: it is not taken over. Commit it first, or write it as a migration of ours.`;
}

function placeholderNotes(directory: string, files: readonly ForeignFile[]): string[] {
  const names = placeholderNames(directory);
  return files.flatMap((file) => {
    const found = names.filter((name) => new RegExp(`${name}\\b`).test(textOf(file)));
    return found.length === 0 ? [] : [placeholderNote(file, found)];
  });
}

/** The tool's own, and those that its configuration names. */
function placeholderNames(directory: string): string[] {
  const configurations = [".gmrc", ".gmrc.js", ".gmrc.cjs", ".gmrc.mjs"]
    .flatMap((name) => [name, join(directory, "../..", name)])
    .filter((file) => existsSync(file));
  const named = configurations.flatMap((file) =>
    [...readText(file).matchAll(/["'](:[A-Z]\w*)["']/g)].map((match) => match[1]!),
  );
  return [...new Set([":DATABASE_NAME", ":DATABASE_OWNER", ...named])];
}

function placeholderNote({ shown: file }: ForeignFile, names: readonly string[]): string {
  return `${file} has placeholders (${names.join(", ")}), which pgmaestro does not replace: ${writeValuesIn}.`;
}

function noHeader({ shown: file }: ForeignFile) {
  return fileError(
    file,
    "No `--! Previous:` and `--! Hash:` lines at the beginning",
    "graphile-migrate refuses such a file too: fix it, or name its directory of committed files with --from.",
  );
}
