import { existsSync } from "node:fs";
import { basename } from "node:path";
import { ImportRefusedError } from "../errors/index.ts";
import { readText } from "../migrations/index.ts";
import { byNumber, dayOf, filesOf, textOf, type ForeignFile } from "./files.ts";
import type { ForeignHistory, ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";
import { writeValuesIn } from "./placeholders.ts";

/** Flyway: versioned SQL files, `V1_2__name.sql`, in a directory and those below it. */
export const flyway: ImportSource = {
  name: "flyway",
  downPlace: "in an undo migration, whose name begins with `U` instead of `V`",
  title: "Flyway",
  defaultDirectory: "src/main/resources/db/migration",
  table: {
    name: "flyway_schema_history",
    columns: ["installed_rank", "version", "description", "type", "script", "success"],
  },
  readFiles: (directory) => {
    const files = filesOf(directory, { recursive: true });
    const versioned = files.filter(isVersioned);
    const migrations = versioned
      .map((file) => migrationOf(file))
      .toSorted((a, b) => compareVersions(a.id, b.id));
    const others = files.filter((file) => file.name.endsWith(".sql") && !isVersioned(file));
    return {
      migrations: numbered(migrations),
      notes: [
        ...others.map(leftOutNote),
        ...versioned.filter(hasPlaceholders).map(placeholderNote),
      ],
    };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(connection, lastRows(table));
    const failed = rows.filter(({ success }) => !success).map(({ script }) => script);
    if (failed.length > 0) throw failedError(failed);
    return historyOf(rows, files);
  },
  compare: compareVersions,
};

interface Row {
  readonly version: string | null;
  readonly description: string;
  readonly type: string;
  readonly script: string;
  readonly at: string;
  readonly success: boolean;
}

const fileName = /^V(\d+(?:[._]\d+)*)__(.*)\.sql$/;

function isVersioned({ name }: ForeignFile): boolean {
  return fileName.test(basename(name));
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, version, words] = fileName.exec(basename(file.name))!;
  return {
    id: normal(version!),
    file,
    number: /^\d+/.exec(version!)![0],
    words: words!,
    created: dayOf(version),
    sql: { up: { text: textOf(file), noTransaction: isOutsideTransaction(file) } },
  };
}

/** What stands in `V1__name.sql.conf` beside the file. */
function isOutsideTransaction({ shown }: ForeignFile): boolean {
  const configuration = `${shown}.conf`;
  if (!existsSync(configuration)) return false;
  return /^\s*executeInTransaction\s*=\s*false\s*$/im.test(readText(configuration));
}

/** A version as numbers: 1_2, 01.2 and 1.2.0 are one. */
function normal(version: string): string {
  const parts = version.split(/[._]/).map((part) => String(BigInt(part)));
  return parts.join(".").replace(/(?:\.0)+$/, "");
}

function compareVersions(a: string, b: string): number {
  const [first, second] = [a.split("."), b.split(".")];
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    const order = byNumber(first[at] ?? "0", second[at] ?? "0");
    if (order !== 0) return order;
  }
  return 0;
}

/** Versions of several parts as one number each that keeps the order: every part as wide as the widest in its place. */
function numbered(migrations: readonly ForeignMigration[]): ForeignMigration[] {
  const versions = migrations.map(({ id }) => id.split("."));
  const places = Math.max(0, ...versions.map((parts) => parts.length));
  if (places < 2) return [...migrations];
  const widths = Array.from({ length: places }, (_, place) =>
    Math.max(...versions.map((parts) => (parts[place] ?? "0").length)),
  );
  return migrations.map((migration, index) => ({
    ...migration,
    number: widths.map((width, at) => (versions[index]![at] ?? "0").padStart(width, "0")).join(""),
  }));
}

/** The last word on each version: an undone or deleted one does not count. */
function lastRows(table: string): string {
  return `SELECT version, description, type, script, ${localTime("installed_on")} AS at, success
    FROM (SELECT DISTINCT ON (coalesce(version, script)) * FROM ${table}
      ORDER BY coalesce(version, script), installed_rank DESC) last
    ORDER BY installed_rank`;
}

function historyOf(rows: readonly Row[], files: readonly ForeignMigration[]): ForeignHistory {
  const versioned = rows.flatMap((row) =>
    row.version === null ? [] : [{ ...row, id: normal(row.version) }],
  );
  const baseline = versioned.find(({ type }) => /^(?:SQL_)?BASELINE$/.test(type));
  const below = files.filter(({ id }) => baseline && compareVersions(id, baseline.id) <= 0);
  const applied = versioned.filter(({ type }) => /^(?!UNDO)\w*(?:SQL|JDBC|SCRIPT)$/.test(type));
  const code = applied.filter(({ type }) => !type.endsWith("SQL"));
  return {
    applied: [...below.map(({ id }) => ({ id, at: baseline!.at })), ...applied],
    withoutFile: code.map(codeOf),
    notes: [...baselineNotes(baseline?.id, below), ...repeatableNotes(rows)],
  };
}

function codeOf({ id, version, description, script }: Row & { id: string }): ForeignMigration {
  return {
    id,
    file: { name: script, shown: script },
    number: version!.replaceAll(/\D/g, ""),
    words: description,
  };
}

function baselineNotes(baseline: string | undefined, below: readonly ForeignMigration[]): string[] {
  return below.map(
    ({ file }) =>
      `${file.shown} is not above Flyway's baseline ${baseline}, so it counts as applied.`,
  );
}

function repeatableNotes(rows: readonly Row[]): string[] {
  return rows
    .filter(({ version, type }) => version === null && type !== "SCHEMA")
    .map(({ script }) => `Flyway has run ${script}, which is repeatable: it is not taken over.`);
}

function leftOutNote({ shown }: ForeignFile): string {
  const kind = basename(shown).startsWith("R__")
    ? "a repeatable migration"
    : /^U\d/.test(basename(shown))
      ? "an undo migration"
      : "no versioned migration";
  return `${shown} is ${kind}: it is not taken over.`;
}

function hasPlaceholders(file: ForeignFile): boolean {
  return /\$\{[\w:.]+\}/.test(textOf(file));
}

function placeholderNote({ shown }: ForeignFile): string {
  return `${shown} has placeholders like \${name}, which pgmaestro does not replace: ${writeValuesIn}.`;
}

function failedError(scripts: readonly string[]): ImportRefusedError {
  return new ImportRefusedError(
    "flyway",
    "Flyway has migrations that failed",
    "Fix the database, run `flyway repair`, and import again.",
    scripts,
  );
}
