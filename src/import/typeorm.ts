import { byName, byNumber, filesOf, textOf, type ForeignFile } from "./files.ts";
import type { ForeignMigration, ImportSource } from "./source.ts";
import { readRows } from "./table.ts";

/** TypeORM: classes with `up(queryRunner)`, named by their time. Its history does not keep when they ran. */
export const typeorm: ImportSource = {
  name: "typeorm",
  downPlace: "as its `down`",
  title: "TypeORM",
  defaultDirectory: "src/migrations",
  table: { name: "migrations", columns: ["id", "timestamp", "name"] },
  code: "typeorm",
  readFiles: (directory) => {
    const files = filesOf(directory).filter(isCode);
    return {
      migrations: files.flatMap(migrationsOf).toSorted((a, b) => compare(a.id, b.id)),
      notes: files.filter((file) => migrationsOf(file).length === 0).map(otherNote),
    };
  },
  readHistory: async (connection, table) => ({
    applied: await readRows(connection, `SELECT name AS id FROM ${table} m ORDER BY m.id`),
  }),
  compare,
};

function isCode({ name }: ForeignFile): boolean {
  return /\.[cm]?[jt]s$/.test(name) && !/(?:\.d\.[cm]?ts|^index\.[cm]?[jt]s)$/.test(name);
}

/** The time that a name ends with; at one time, as they stand in the files. */
function compare(a: string, b: string): number {
  return byNumber(timeIn(a), timeIn(b)) || byName(a, b);
}

const timeIn = (name: string) => name.slice(-13);

const classLine = /\bclass\s+([\w$]*\d{13})\b/g;
const ownName = /\bname\s*=\s*["'`]([\w$]*\d{13})["'`]/;

/** A file may hold several classes; a class may say another name than its own. */
function migrationsOf(file: ForeignFile): ForeignMigration[] {
  const classes = [...textOf(file).matchAll(classLine)];
  return classes.map((found, index) => {
    const body = found.input.slice(found.index, classes[index + 1]?.index);
    const id = ownName.exec(body)?.[1] ?? found[1]!;
    const number = timeIn(id);
    return {
      id,
      file,
      number,
      words: dashed(id.slice(0, -13)),
      created: new Date(Number(number)).toISOString().slice(0, 10),
      className: found[1]!,
    };
  });
}

function dashed(words: string): string {
  return words.replaceAll(/([a-z\d])([A-Z])/g, "$1-$2").toLowerCase();
}

function otherNote({ shown }: ForeignFile): string {
  return `${shown} holds no migration of TypeORM: it is not taken over.`;
}
