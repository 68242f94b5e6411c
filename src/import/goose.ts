import {
  byNumber,
  dayOf,
  fileError,
  filesOf,
  passedOver,
  textOf,
  type ForeignFile,
} from "./files.ts";
import type { ForeignMigration, ForeignSql, ImportSource } from "./source.ts";
import { terminated } from "./statements.ts";
import { localTime, readRows } from "./table.ts";
import { isBlank } from "../sql/text/index.ts";
import { writeValuesIn } from "./placeholders.ts";

/** github.com/pressly/goose: a file per migration with `-- +goose` annotations. */
export const goose: ImportSource = {
  name: "goose",
  downPlace: "below `-- +goose Down`",
  title: "goose",
  defaultDirectory: "db/migrations",
  table: { name: "goose_db_version", columns: ["id", "version_id", "is_applied", "tstamp"] },
  readFiles: (directory) => {
    const all = filesOf(directory);
    const files = all.filter(isMigration);
    return {
      migrations: files.map(migrationOf).toSorted((a, b) => byNumber(a.id, b.id)),
      notes: [
        ...passedOver("goose", all, isMigration),
        ...files.filter(substitutes).map(substitutionNote),
      ],
    };
  },
  readHistory: async (connection, table) => ({
    applied: await readRows(
      connection,
      `SELECT version_id::text AS id, ${localTime("tstamp")} AS at
        FROM (SELECT DISTINCT ON (version_id) * FROM ${table} ORDER BY version_id, id DESC) last
        WHERE is_applied AND version_id > 0 ORDER BY last.id`,
    ),
  }),
  compare: byNumber,
};

const fileName = /^(\d+)_(.*)\.(sql|go)$/;
const annotation = /^--\s*\+goose\s+(.*?)\s*$/i;

function isMigration({ name }: ForeignFile): boolean {
  return BigInt(fileName.exec(name)?.[1] ?? 0) > 0n && !name.endsWith("_test.go");
}

function migrationOf(file: ForeignFile): ForeignMigration {
  const [, number, words, kind] = fileName.exec(file.name)!;
  return {
    id: String(BigInt(number!)),
    file,
    number,
    words: words!,
    created: dayOf(number),
    sql: kind === "sql" ? sqlOf(file) : undefined,
  };
}

/** What stands above the first section, and in each. */
type Parts = Record<"header" | "up" | "down", string[]>;

function sqlOf(file: ForeignFile): ForeignSql {
  const commands = new Set<string>();
  const parts = partsOf(textOf(file), commands);
  const header = parts.header.join("\n");
  if (!commands.has("UP") || !isBlank(header)) throw noUp(file);
  const section = (lines: string[]) => ({
    text: lines.join("\n"),
    noTransaction: commands.has("NO TRANSACTION"),
  });
  const down = commands.has("DOWN") ? section(parts.down) : undefined;
  return { header, up: section(parts.up), down };
}

/** Deals the lines out; an annotation is a line that begins with it, wherever it stands. */
function partsOf(text: string, commands: Set<string>): Parts {
  const parts: Parts = { header: [], up: [], down: [] };
  let part = parts.header;
  let statement: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const command = annotation.exec(line)?.[1]!.toUpperCase().replaceAll(/\s+/g, " ");
    if (command === undefined) {
      (statement ?? part).push(line);
      continue;
    }
    commands.add(command);
    if (command === "UP" || command === "DOWN") part = parts[command === "UP" ? "up" : "down"];
    if (command === "STATEMENTBEGIN") statement = [];
    if (command === "STATEMENTEND") part.push(terminated(statement?.join("\n") ?? ""));
    if (command === "STATEMENTEND") statement = undefined;
  }
  part.push(...(statement ?? []));
  return parts;
}

function noUp({ shown }: ForeignFile) {
  return fileError(
    shown,
    "No `-- +goose Up` line above the first statement",
    "goose refuses such a file too: fix it, or name goose's directory with --from.",
  );
}

function substitutes(file: ForeignFile): boolean {
  return file.name.endsWith(".sql") && /^--\s*\+goose\s+ENVSUB\s+ON\b/im.test(textOf(file));
}

function substitutionNote({ shown }: ForeignFile): string {
  return `${shown} has variables replaced (ENVSUB ON), which pgmaestro does not: ${writeValuesIn}.`;
}
