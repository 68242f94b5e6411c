import { existsSync } from "node:fs";
import { readText, shown } from "../migrations/index.ts";
import { byName, dayOf, filesOf, textOf, type ForeignFile, passedOver } from "./files.ts";
import type { ForeignMigration, ForeignSection, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** Diesel (Rust): a directory per migration with an `up.sql`, and perhaps a `down.sql` and a `metadata.toml`. */
export const diesel: ImportSource = {
  name: "diesel",
  downPlace: "in `down.sql` beside it",
  title: "Diesel",
  defaultDirectory: "migrations",
  table: { name: "__diesel_schema_migrations", columns: ["version", "run_on"] },
  readFiles: (directory) => {
    const files = filesOf(directory, { recursive: true });
    const ups = files.filter(({ name }) => upFile.test(name));
    return {
      migrations: ups
        .map((up) => migrationOf(directory, up, files))
        .toSorted((a, b) => byName(a.id, b.id)),
      notes: passedOver("Diesel", files, (file) => !isAlone(file)),
    };
  },
  readHistory: async (connection, table) => ({
    applied: await readRows(
      connection,
      `SELECT version AS id, ${localTime("run_on")} AS at FROM ${table} ORDER BY run_on, version`,
    ),
  }),
  compare: byName,
};

const upFile = /^([^\\/]+)[\\/]up\.sql$/;

function migrationOf(
  directory: string,
  up: ForeignFile,
  files: readonly ForeignFile[],
): ForeignMigration {
  const folder = upFile.exec(up.name)![1]!;
  const [, first, words] = /^([^_]*)(.*)$/.exec(folder)!;
  const id = first!.replaceAll("-", "");
  const noTransaction = isOutsideTransaction(shown(directory, `${folder}/metadata.toml`));
  const section = (file: ForeignFile): ForeignSection => ({
    file,
    text: textOf(file),
    noTransaction,
  });
  const down = files.find(
    ({ name }) => /^[\\/]down\.sql$/.test(name.slice(folder.length)) && name.startsWith(folder),
  );
  return {
    id,
    file: up,
    number: numberOf(id),
    words: words!,
    created: dayOf(id.slice(0, 14)),
    sql: { up: section(up), down: down && section(down) },
  };
}

/** Newer versions are a time to the second and four more digits: with milliseconds it is one to us, too. */
function numberOf(version: string): string | undefined {
  const [, time, rest] = /^(\d{14})0(\d{3})$/.exec(version) ?? [];
  if (time !== undefined) return `${time}${rest}`;
  return /^\d+$/.test(version) ? version : undefined;
}

/** A `metadata.toml` that says nothing of it turns the transaction off too: so Diesel reads it. */
function isOutsideTransaction(metadata: string): boolean {
  if (!existsSync(metadata)) return false;
  return !/^\s*run_in_transaction\s*=\s*true\s*(?:#.*)?$/m.test(readText(metadata));
}

/** SQL that stands in no directory of its own. */
function isAlone({ name }: ForeignFile): boolean {
  return /^[^\\/]+\.sql$/.test(name);
}
