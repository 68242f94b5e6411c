import {
  callFinder,
  type Migration,
  prefixOf,
  readText,
  type Section,
  sqlMigration,
} from "../migrations/index.ts";
import { checksum, header } from "../sql/text/index.ts";
import { aligned } from "./aligned.ts";
import { convert } from "./convert.ts";
import type { ForeignFile } from "./files.ts";
import { namesInPlace } from "./names.ts";
import type {
  ForeignFiles,
  ForeignMigration,
  ForeignSection,
  ForeignSql,
  ImportSource,
} from "./source.ts";

/**
 * Another tool's migrations as ours, their sections where they stand in its files, so that every place is one there. Code is a
 * migration by the SQL that it makes; where that is not known, one that fails with the reason.
 * @param needsDown whether a tool that has no down migrations is asked for them all the same
 */
export function migrationsInPlace(
  source: ImportSource,
  { migrations }: ForeignFiles,
  needsDown: boolean,
): Migration[] {
  const names = namesInPlace(migrations);
  const isOneWay = !needsDown && migrations.every((one) => sqlInPlace(one)?.down === undefined);
  return migrations.map((foreign, index) => {
    const { downPlace } = source;
    const migration = { ...inPlace(source, names[index]!, foreign), downPlace };
    return isOneWay
      ? { ...migration, irreversible: `${source.title} has no down migrations` }
      : migration;
  });
}

function inPlace({ title }: ImportSource, name: string, foreign: ForeignMigration): Migration {
  const { file } = foreign;
  const sql = sqlInPlace(foreign);
  if (sql === undefined) return standIn(title, name, foreign);
  const up = sectionAt(sql.up, file);
  const behindUp = up.start + up.text.length;
  return {
    name,
    prefix: prefixOf(name)!,
    file: file.shown,
    kind: "sql",
    header: header(up.source),
    up,
    down: sql.down && sectionAt(sql.down, file, sql.down.file ? 0 : behindUp),
    warnings: [],
  };
}

/** What is known of it; else what it sent once. */
function sqlInPlace({ sql, seen, downReason }: ForeignMigration): ForeignSql | undefined {
  return downReason === undefined ? (sql ?? seen) : (seen ?? sql);
}

/** Code whose SQL nobody knows: whoever runs it is told, and whoever reads it does not know what it does. */
function standIn(title: string, name: string, foreign: ForeignMigration): Migration {
  const { shown } = foreign.file;
  const { text } = convert(title, name, foreign);
  const migration = sqlMigration(name, `${shown} (its SQL)`, text);
  const up = { ...migration.up, generatedFrom: shown, opaque: true, ofTool: true as const };
  const unknown = { reason: foreign.reason };
  return { ...migration, file: shown, up: { ...up, unknown } };
}

/**
 * A section where it stands in its file; one that the tool's code made, in a text of its own. One without anything in it is at no
 * place: for it is not one that nobody has written yet.
 */
function sectionAt(section: ForeignSection, of: ForeignFile, after = 0): Section {
  const { text, steps, noTransaction } = section;
  const file = (section.file ?? of).shown;
  const written = readText(file);
  const place = text.trim() === "" ? { start: 0, text: "" } : aligned(text, written, after);
  const asked = { checksum: checksum(text), noTransaction, opaque: false, ofTool: true as const };
  if (place !== undefined) return { file, source: written, ...place, ...asked };
  return {
    file: `${file} (its SQL)`,
    generatedFrom: file,
    ...(steps && { callAt: callFinder(file, written, steps) }),
    source: text,
    start: 0,
    text,
    ...asked,
  };
}
