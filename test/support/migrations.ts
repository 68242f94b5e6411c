import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory with these files, gone after the test. Text is written as UTF-8, bytes as they are. */
export function directoryOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), "pgmaestro-files-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  addFiles(directory, files);
  return directory;
}

export function addFiles(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, ".."), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}

/** The text of a SQL migration with both sections. */
export function upDown(up: string, down: string): string {
  return `-- Up Migration\n${up}\n-- Down Migration\n${down}\n`;
}

/** Migrations that create a table each, by the names of the files without `.sql`. */
export function tables(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const table = name.replace(/^\d+_/, "");
      return [`${name}.sql`, upDown(`create table ${table} (id int);`, `drop table ${table};`)];
    }),
  );
}

export function removeFiles(directory: string, ...files: readonly string[]): void {
  for (const file of files) rmSync(join(directory, file));
}
