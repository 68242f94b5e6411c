import {
  byName,
  dayOf,
  fileError,
  filesOf,
  passedOver,
  textOf,
  type ForeignFile,
} from "./files.ts";
import type { ForeignMigration, ForeignSection, ForeignSql, ImportSource } from "./source.ts";
import { isBlank } from "../sql/text/index.ts";
import { readRows } from "./table.ts";

/** github.com/amacneil/dbmate: a file per migration, `-- migrate:up` and `-- migrate:down`. */
export const dbmate: ImportSource = {
  name: "dbmate",
  downPlace: "below `-- migrate:down`",
  title: "dbmate",
  defaultDirectory: "db/migrations",
  table: { name: "schema_migrations", columns: ["version"], without: ["dirty", "statements"] },
  readFiles: (directory) => {
    const files = filesOf(directory);
    return {
      migrations: files.filter(isMigration).map(migrationOf),
      notes: passedOver("dbmate", files, isMigration),
    };
  },
  readHistory: async (connection, table) => ({
    applied: await readRows(connection, `SELECT version AS id FROM ${table} ORDER BY version`),
  }),
  compare: byName,
};

const fileName = /^(\d+)(.*)\.sql$/;
const blockLine = /^--[ \t]*migrate:(up|down)(?![^\s])(.*)$/gm;

function isMigration({ name }: ForeignFile): boolean {
  return fileName.test(name);
}

interface Block extends ForeignSection {
  readonly direction: string;
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, number, words] = fileName.exec(file.name)!;
  const sql = sqlOf(file);
  return {
    id: number!,
    file,
    number: number!,
    words: words!,
    created: dayOf(number),
    sql,
  };
}

function sqlOf(file: ForeignFile): ForeignSql {
  const text = textOf(file);
  const lines = [...text.matchAll(blockLine)];
  const header = text.slice(0, lines[0]?.index);
  if (lines[0]?.[1] !== "up" || !isBlank(header)) throw noUpBlock(file);
  const blocks = lines.map((line, index) => blockOf(text, line, lines[index + 1]?.index));
  const downs = blocks.filter(({ direction }) => direction === "down");
  return {
    header,
    up: joined(blocks.filter(({ direction }) => direction === "up")),
    down: downs.length === 0 ? undefined : joined(downs),
  };
}

function blockOf(text: string, line: RegExpExecArray, end: number | undefined): Block {
  return {
    direction: line[1]!,
    noTransaction: /(?:^|\s)transaction:false(?!\S)/.test(line[2]!),
    text: text.slice(line.index + line[0].length, end),
  };
}

/** dbmate runs the blocks of one direction one after the other. */
function joined(blocks: readonly Block[]): ForeignSection {
  return {
    text: blocks.map(({ text }) => text.trim()).join("\n\n"),
    noTransaction: blocks.some(({ noTransaction }) => noTransaction),
  };
}

function noUpBlock({ shown }: ForeignFile) {
  return fileError(
    shown,
    "No `-- migrate:up` line above the first statement",
    "dbmate refuses such a file too: fix it, or name dbmate's directory with --from.",
  );
}
