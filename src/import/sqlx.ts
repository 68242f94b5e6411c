import { readFileSync } from "node:fs";
import { ImportRefusedError } from "../errors/index.ts";
import { editedNotes, hexDigest } from "./edited.ts";
import { byNumber, dayOf, filesOf, passedOver, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ForeignSection, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** sqlx (Rust): `N_name.sql`, or a pair `N_name.up.sql` and `N_name.down.sql`. */
export const sqlx: ImportSource = {
  name: "sqlx",
  downPlace: "in a file of its own, `.down.sql` instead of `.up.sql`",
  title: "sqlx",
  defaultDirectory: "migrations",
  table: { name: "_sqlx_migrations", columns: ["version", "installed_on", "success", "checksum"] },
  readFiles: (directory) => {
    const files = filesOf(directory);
    const [downs, ups] = [files.filter(isDown), files.filter(isUp)];
    const migrations = ups.map((up) => migrationOf(up, downs));
    return {
      migrations: migrations.toSorted((a, b) => byNumber(a.id, b.id)),
      notes: [
        ...passedOver("sqlx", files, (file) => isUp(file) || isDown(file)),
        ...downs.filter((down) => !ups.some((up) => isOneVersion(up, down))).map(withoutUpNote),
      ],
    };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT version::text AS id, ${localTime("installed_on")} AS at, success, pg_catalog.encode(checksum, 'hex') AS checksum
        FROM ${table} ORDER BY installed_on, version`,
    );
    const failed = rows.filter(({ success }) => !success).map(({ id }) => id);
    if (failed.length > 0) throw dirty(failed);
    return { applied: rows, notes: editedNotes("sqlx", rows, files, checksumOf) };
  },
  compare: byNumber,
};

interface Row {
  readonly id: string;
  readonly at: string;
  readonly success: boolean;
  readonly checksum: string;
}

const fileName = /^(\d+)_(.*?)(\.up|\.down)?\.sql$/;

function isDown({ name }: ForeignFile): boolean {
  return fileName.exec(name)?.[3] === ".down";
}

function isUp(file: ForeignFile): boolean {
  return fileName.test(file.name) && !isDown(file);
}

function versionOf({ name }: ForeignFile): string {
  return String(BigInt(fileName.exec(name)![1]!));
}

function isOneVersion(a: ForeignFile, b: ForeignFile): boolean {
  return versionOf(a) === versionOf(b);
}

function migrationOf(up: ForeignFile, downs: readonly ForeignFile[]): ForeignMigration {
  const [, number, words] = fileName.exec(up.name)!;
  const down = downs.find((file) => isOneVersion(file, up));
  return {
    id: versionOf(up),
    file: up,
    number: number!,
    words: words!,
    created: dayOf(number),
    sql: { up: sectionOf(up), down: down && sectionOf(down) },
  };
}

const noTransactionLine = /^-- no-transaction[ \t]*(?:\r?\n|$)/;

/** What begins with these words is outside a transaction, whatever follows on the line. */
function sectionOf(file: ForeignFile): ForeignSection {
  const text = textOf(file);
  return {
    file,
    text: text.replace(noTransactionLine, ""),
    noTransaction: text.startsWith("-- no-transaction"),
  };
}

/** sqlx's checksum is that of the file's bytes. */
function checksumOf({ file }: ForeignMigration): string {
  return hexDigest("sha384", readFileSync(file.shown));
}

function withoutUpNote({ shown }: ForeignFile): string {
  return `${shown} has no up file: it is not taken over.`;
}

function dirty(versions: readonly string[]): ImportRefusedError {
  return new ImportRefusedError(
    "sqlx",
    "sqlx has migrations that it did not finish",
    "Bring the database to the state before them, delete their rows from _sqlx_migrations, run `sqlx migrate run`, and import again.",
    versions,
  );
}
