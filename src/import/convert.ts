import { titleOf } from "../migrations/index.ts";
import { locating } from "../migrations/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import { withoutMarkers } from "../sql/text/index.ts";
import type { ForeignMigration, ForeignSection, ForeignSql } from "./source.ts";

/** A migration of another tool in our format. */
export interface Converted {
  readonly text: string;
  readonly hasDown: boolean;
  /** Whether lines of it read as our markers and were made remarks. */
  readonly hadMarkers: boolean;
}

/**
 * The text of our file for a migration of another tool. Code becomes a stand-in, whose name only is known.
 * @param tool as it is written in prose
 * @throws MigrationFileError for a quote or comment that never ends
 */
export function convert(tool: string, name: string, migration: ForeignMigration): Converted {
  const { sql } = migration;
  return sql === undefined ? standIn(tool, name, migration) : fromSql(tool, name, migration, sql);
}

function fromSql(
  tool: string,
  name: string,
  migration: ForeignMigration,
  { header = "", up, down }: ForeignSql,
): Converted {
  const texts = [header, up.text, down?.text ?? ""];
  const [remarks, upText, downText] = texts.map((text) =>
    locating(migration.file.shown, text, () => withoutMarkers(text)),
  );
  const parts = [
    headerOf(name, migration, `Imported from ${tool}: ${migration.file.name}`),
    remarks!,
    section("Up", { ...up, text: upText! }),
    down === undefined ? "" : section("Down", { ...down, text: downText! }),
  ];
  return {
    text: paragraphs(parts),
    hasDown: down !== undefined,
    hadMarkers: [remarks, upText, downText].join("\n") !== texts.join("\n"),
  };
}

/** One without anything in it says so: for it is not one that nobody has written yet. */
function section(title: "Up" | "Down", { text, noTransaction }: ForeignSection): string {
  const directive = noTransaction ? "-- pgmaestro: no-transaction" : "";
  const written = text.trim() === "" ? `-- Nothing to ${title === "Up" ? "do" : "undo"}.` : text;
  return paragraphs([`-- ${title} Migration`, directive, written]).trimEnd();
}

/** Run on a database that does not have its change yet, it says so instead of doing nothing unnoticed. */
function standIn(tool: string, name: string, migration: ForeignMigration): Converted {
  const { reason } = migration;
  const message = `${name} stands for ${migration.file.name}, which is code of ${tool}: its SQL is not known here${reason === undefined ? "" : ` (${reason})`}`;
  const hint = "Write its SQL here, or mark it where the change is there already.";
  const text = `DO $stand_in$
BEGIN
  RAISE EXCEPTION USING
    MESSAGE = ${quoteLiteral(message)},
    HINT = ${quoteLiteral(hint)};
END
$stand_in$;`;
  const parts = [
    headerOf(name, migration, `Stands for code that ${tool} ran: ${migration.file.name}`),
    section("Up", { text, noTransaction: false }),
  ];
  return { text: paragraphs(parts), hasDown: false, hadMarkers: false };
}

function headerOf(name: string, { created }: ForeignMigration, description: string): string {
  const lines = [
    `-- Migration: ${titleOf(name.replace(/^\d+_/, ""))}`,
    ...(created === undefined ? [] : [`-- Created: ${created}`]),
    `-- Description: ${description}`,
  ];
  return lines.join("\n");
}

/** Texts with a blank line between them, empty ones left out. */
function paragraphs(texts: readonly string[]): string {
  const trimmed = texts.map((text) => text.replaceAll(/^(?:[ \t]*\r?\n)+|\s+$/g, ""));
  return `${trimmed.filter((text) => text !== "").join("\n\n")}\n`;
}
