import type { ImportedFile, ImportResult } from "../commands/import.ts";
import { moment, plural, type Style } from "./style.ts";
import { columnsText } from "./columns.ts";

/** What an import does, or has done. */
export function importText(result: ImportResult, style: Style): string {
  const { tool, from, table, files, notes } = result;
  return [
    `${tool}: files in ${from}, history ${table}`,
    ...(files.length > 0 ? [fileTable(files, style)] : []),
    ...notes.map((note) => `${style.yellow("Note:")} ${note}`),
    ...summary(result, style),
  ].join("\n");
}

function fileTable(files: readonly ImportedFile[], style: Style): string {
  const rows = files.map((file) => cells(file, style));
  return columnsText(["State", "Migration", "Down", "When", "From"], rows, {
    width: style.width,
    whole: 1,
  });
}

function cells({ name, applied, hasDown, at, from }: ImportedFile, style: Style): string[] {
  return [
    applied ? style.green("applied") : style.yellow("pending"),
    name,
    hasDown ? "yes" : "no",
    at === undefined ? "" : moment(at),
    from,
  ];
}

function summary({ files, written, done }: ImportResult, style: Style): string[] {
  const applied = files.filter((file) => file.applied).length;
  const counted = `${plural(files.length, "file")}, ${applied} recorded as applied`;
  if (done && files.length === 0) return ["Nothing can be imported."];
  if (done) return [`Imported before, nothing to do: ${counted}.`];
  if (written) return [`Imported: ${counted}.`];
  return [`To be written: ${counted}.`, style.bold("Nothing is written yet; add --write.")];
}
