import {
  constants,
  copyFileSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { MigrationFileError } from "../errors/index.ts";
import type { FileChange } from "./down-text.ts";
import { readText } from "./load.ts";

/** A file that is to take another's place. */
interface Draft extends FileChange {
  readonly draft: string;
}

/**
 * Writes files, all of them or none; each whole or not at all. Permissions and byte order marks stay.
 * @throws MigrationFileError where a file has changed in between, is there already, or cannot be written
 */
export function writeChanges(changes: readonly FileChange[]): void {
  for (const change of changes) refuseChanged(change);
  const drafts = changes.map((change) => ({
    ...change,
    draft: `${existsSync(change.file) ? realpathSync(change.file) : change.file}.${randomUUID()}.new`,
  }));
  const done: Draft[] = [];
  try {
    for (const draft of drafts) attempt(draft, () => writeDraft(draft));
    for (const draft of drafts) {
      attempt(draft, () => putInPlace(draft));
      done.push(draft);
    }
  } catch (error) {
    for (const draft of done.toReversed()) takeBack(draft);
    throw error;
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}

/**
 * Writes a new file and removes those in whose place it is; where one cannot be removed, all are as they were.
 * @throws MigrationFileError
 */
export function replaceFiles(file: string, text: string, others: readonly string[]): void {
  const kept = others.map((other) => ({ other, bytes: readFileSync(other) }));
  writeChanges([{ file, after: text }]);
  try {
    for (const { other } of kept) rmSync(other);
  } catch (error) {
    for (const { other, bytes } of kept) writeFileSync(other, bytes);
    rmSync(file, { force: true });
    throw refusal(
      file,
      `The files in whose place it is cannot be removed: ${(error as Error).message}`,
      "Nothing is written.",
      error,
    );
  }
}

function refuseChanged({ file, before }: FileChange): void {
  if (before === undefined || readText(file) === before) return;
  throw refusal(file, "The file has changed since it was read", "Run the command again.");
}

function attempt({ file }: FileChange, action: () => void): void {
  try {
    action();
  } catch (error) {
    const { message } = error as Error;
    throw refusal(file, `The file cannot be written: ${message}`, "Nothing is written.", error);
  }
}

function refusal(file: string, problem: string, hint: string, cause?: unknown): MigrationFileError {
  return new MigrationFileError(problem, { file, line: 1, column: 1 }, hint, undefined, cause);
}

function writeDraft({ file, before, after, draft }: Draft): void {
  const mark = before !== undefined && hasByteOrderMark(file) ? "\uFEFF" : "";
  const mode = before === undefined ? undefined : statSync(file).mode;
  writeFileSync(draft, `${mark}${after}`, mode === undefined ? {} : { mode });
}

function hasByteOrderMark(file: string): boolean {
  return readFileSync(file).subarray(0, 3).equals(Buffer.from("\uFEFF"));
}

/** A new file takes nobody's place; of a link, the file that it leads to is another one, and the link stays. */
function putInPlace({ file, before, draft }: Draft): void {
  if (before === undefined) copyFileSync(draft, file, constants.COPYFILE_EXCL);
  else renameSync(draft, realpathSync(file));
}

function takeBack({ file, before, draft }: Draft): void {
  if (before === undefined) return rmSync(file, { force: true });
  writeDraft({ file, before, after: before, draft });
  renameSync(draft, realpathSync(file));
}
