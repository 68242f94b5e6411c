import { ImportRefusedError } from "../errors/index.ts";
import { byNumber, dayOf, filesOf, passedOver, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ForeignSection, ImportSource } from "./source.ts";
import { readRows } from "./table.ts";

/** github.com/golang-migrate/migrate: a file per direction; the history is the last version alone. */
export const golangMigrate: ImportSource = {
  name: "golang-migrate",
  downPlace: "in a file of its own, `.down.sql` instead of `.up.sql`",
  title: "golang-migrate",
  defaultDirectory: "db/migrations",
  table: { name: "schema_migrations", columns: ["version", "dirty"] },
  readFiles: (directory) => {
    const files = filesOf(directory);
    return {
      migrations: inVersions(files.filter(isMigration))
        .map(migrationOf)
        .toSorted((a, b) => byNumber(a.id, b.id)),
      notes: passedOver("golang-migrate", files, isMigration),
    };
  },
  readHistory: async (connection, table, files) => {
    const [last] = await readRows<Last>(connection, `SELECT version::text, dirty FROM ${table}`);
    if (last?.dirty) throw dirty(last.version);
    if (last === undefined || byNumber(last.version, "0") < 0) return { applied: [] };
    const upToLast = files.filter(({ id }) => byNumber(id, last.version) < 0);
    return { applied: [...upToLast.map(({ id }) => ({ id })), { id: last.version }] };
  },
  compare: byNumber,
};

interface Last {
  readonly version: string;
  readonly dirty: boolean;
}

const fileName = /^(\d+)_(.*)\.(up|down)\.sql$/;

function isMigration({ name }: ForeignFile): boolean {
  return fileName.test(name);
}

/** The files of each version. */
function inVersions(files: readonly ForeignFile[]): ForeignFile[][] {
  const versions = new Map<string, ForeignFile[]>();
  for (const file of files) {
    const id = String(BigInt(fileName.exec(file.name)![1]!));
    versions.set(id, [...(versions.get(id) ?? []), file]);
  }
  return [...versions.values()];
}

/** A version without an up file runs nothing, and yet counts. */
function migrationOf(files: readonly ForeignFile[]): ForeignMigration {
  const [up, down] = ["up", "down"].map((direction) =>
    files.find(({ name }) => fileName.exec(name)![3] === direction),
  );
  const file = up ?? down!;
  const [, number, words] = fileName.exec(file.name)!;
  return {
    id: String(BigInt(number!)),
    file,
    number,
    words: words!,
    created: dayOf(number),
    sql: { up: sectionOf(up), down: down && sectionOf(down) },
  };
}

function sectionOf(file: ForeignFile | undefined): ForeignSection {
  return { file, text: file === undefined ? "" : textOf(file), noTransaction: false };
}

function dirty(version: string): ImportRefusedError {
  return new ImportRefusedError(
    "golang-migrate",
    `Version ${version} is dirty: golang-migrate began it and did not finish`,
    `Bring the database to the state before or after it, say so with \`migrate force\`, and import again.`,
  );
}
