import { ImportRefusedError } from "../errors/index.ts";
import { editedNotes, hexDigest } from "./edited.ts";
import { byName, dayOf, filesOf, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { localTime, readRows } from "./table.ts";

/** Prisma Migrate: a directory per migration with a `migration.sql`, and perhaps a `down.sql`. */
export const prisma: ImportSource = {
  name: "prisma",
  title: "Prisma Migrate",
  defaultDirectory: "prisma/migrations",
  table: {
    name: "_prisma_migrations",
    columns: ["migration_name", "started_at", "finished_at", "rolled_back_at", "checksum"],
  },
  readFiles: (directory) => {
    const files = filesOf(directory, { recursive: true });
    const ups = files.filter(({ name }) => upFile.test(name));
    return { migrations: ups.map((up) => migrationOf(up, files)), notes: [] };
  },
  readHistory: async (connection, table, files) => {
    const rows = await readRows<Row>(
      connection,
      `SELECT migration_name AS id, ${localTime("finished_at")} AS at, checksum
        FROM ${table} WHERE rolled_back_at IS NULL ORDER BY started_at, finished_at`,
    );
    const unfinished = rows.filter(({ at }) => at === null).map(({ id }) => id);
    if (unfinished.length > 0) throw unfinishedError(unfinished);
    const applied = rows.map(({ id, at }) => ({ id, at: at! }));
    return { applied, notes: editedNotes("Prisma", rows, files, checksumOf) };
  },
  compare: byName,
};

interface Row {
  readonly id: string;
  readonly at: string | null;
  readonly checksum: string;
}

const upFile = /^([^\\/]+)[\\/]migration\.sql$/;

function migrationOf(up: ForeignFile, files: readonly ForeignFile[]): ForeignMigration {
  const id = upFile.exec(up.name)![1]!;
  const down = files.find(
    ({ name }) =>
      /[\\/]down\.sql$/.test(name) && name.startsWith(id) && name.length === id.length + 9,
  );
  const [, number, words] = /^(\d*)(.*)$/.exec(id)!;
  return {
    id,
    file: up,
    number: number || undefined,
    words: words!,
    created: dayOf(number),
    sql: {
      up: { text: textOf(up), noTransaction: false },
      down: down && { file: down, text: textOf(down), noTransaction: false },
    },
  };
}

/** Prisma's checksum is that of the file's bytes. */
function checksumOf({ sql }: ForeignMigration): string {
  return hexDigest("sha256", sql!.up.text);
}

function unfinishedError(names: readonly string[]): ImportRefusedError {
  return new ImportRefusedError(
    "prisma",
    "Prisma began migrations that it did not finish",
    "Settle them with `prisma migrate resolve`, and import again.",
    names,
  );
}
