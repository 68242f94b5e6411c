import { existsSync } from "node:fs";
import { InvalidRequestError } from "../errors/index.ts";
import { directoryOf } from "../engine/index.ts";
import {
  defaultLintSettings,
  type Finding,
  type Fixed,
  fixMigrations,
  type Lintable,
  lintableText,
  lintMigrations,
  type LintSettings,
} from "../lint/index.ts";
import {
  type CreatedMigration,
  draftMigration,
  following,
  isRepeatableName,
  isSeedName,
  localDate,
  type MigrationDraft,
  type NewMigrationOptions,
  sqlTemplate,
  slugFrom,
  titleOf,
  writeChanges,
} from "../migrations/index.ts";
import { parseStatements } from "../sql/statement/index.ts";
import { type NeededChange, type PlainChange, plainChange } from "./common-changes.ts";
import { lintSetup, type LintOptions, type LintSetup } from "./lint.ts";

/** A common change, and what it is about. */
export interface CreateChangeOptions
  extends LintOptions, NeededChange, Pick<NewMigrationOptions, "filenameFormat" | "dryRun"> {}

/** The migrations that a change takes; name and file are those of the first. */
export interface CreatedChange extends CreatedMigration {
  /** All of its files, in order, with their texts. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** What lint finds in them all the same. */
  readonly findings: readonly Finding[];
}

/**
 * Writes the migrations of a common change, in the form that `lint --fix` gives it. Needs no database.
 * @throws InvalidRequestError for words that are not what the change takes; as `create`
 * @example
 * ```ts
 * await createChange({ change: "add-column", words: ["users", "nick", "text"] });
 * ```
 */
export async function createChange(options: CreateChangeOptions): Promise<CreatedChange> {
  const plain = plainChange(options);
  const first = draftOf(plain, options);
  const setup = await lintSetup(inDirectory(options));
  refuseUnreadable(plain);
  const alone = safeForm([first], setup, options);
  const { needs } = plain;
  const isComplete = alone.findings.every(({ rule }) => rule !== needs?.rule);
  if (needs === undefined || isComplete) return written(first, alone, options);
  const before = draftOf(plainChange(needs.first), options);
  return written(before, safeForm([before, behind(before, plain)], setup, options), options);
}

/** Conventions count for what nobody has written yet. */
const sets: LintSettings["sets"] = ["safety", "recommended", "conventions"];

interface SafeForm {
  readonly files: CreatedChange["files"];
  readonly findings: readonly Finding[];
}

/** What lint makes of drafts, and what it finds then by the settings of the project. */
function safeForm(
  drafts: readonly MigrationDraft[],
  { all, facts, rules }: LintSetup,
  { settings = defaultLintSettings }: CreateChangeOptions,
): SafeForm {
  const fixed = fixMigrations({
    all: withDrafts(all, drafts),
    chosen: new Set(drafts.map(({ name }) => name)),
    facts: { ...facts, settings: { ...settings, sets } },
    rules,
    date: localDate(new Date()),
  });
  const made = newIn(fixed, all);
  const names = new Set(made.map(({ name }) => name));
  const { findings } = lintMigrations(fixed.all, names, { ...facts, settings }, rules);
  return { files: made.map(({ file, source }) => ({ file, text: source })), findings };
}

function newIn(fixed: Fixed, before: readonly Lintable[]): readonly Lintable[] {
  const known = new Set(before.map(({ name }) => name));
  return fixed.all.filter(({ name }) => !known.has(name));
}

/** After the others, before what runs again and seeds. */
function withDrafts(all: readonly Lintable[], drafts: readonly MigrationDraft[]): Lintable[] {
  const next = all.findIndex(({ name }) => isRepeatableName(name) || isSeedName(name));
  const added = drafts.map(({ name, file, text }) => lintableText(name, file, text));
  return all.toSpliced(next < 0 ? all.length : next, 0, ...added);
}

function draftOf({ words, content }: PlainChange, options: CreateChangeOptions): MigrationDraft {
  return draftMigration(directoryOf(options), [slugFrom(words)], { ...options, content });
}

/** A draft that follows another one. */
function behind(first: MigrationDraft, { words, content }: PlainChange): MigrationDraft {
  const place = following(first, words, [])!;
  const { text } = sqlTemplate(titleOf(slugFrom(words)), localDate(new Date()), content);
  return { ...place, text, sameName: [] };
}

/** A directory that is not made, as nothing is to be written, holds nothing. */
function inDirectory(options: CreateChangeOptions): CreateChangeOptions {
  const isThere = options.useGlob || existsSync(directoryOf(options));
  return isThere ? options : { ...options, migrations: [] };
}

/** @throws InvalidRequestError */
function refuseUnreadable({ content: { up, down } }: PlainChange): void {
  for (const section of [up, down])
    try {
      parseStatements(section);
    } catch (error) {
      throw new InvalidRequestError(
        `${(error as Error).message}: ${section}`,
        "Write types and conditions as SQL has them, in quotes where a shell would split or read them.",
        error,
      );
    }
}

function written(
  { name, file, sameName }: MigrationDraft,
  { files, findings }: SafeForm,
  { dryRun }: CreateChangeOptions,
): CreatedChange {
  if (!dryRun) writeChanges(files.map(({ file: path, text }) => ({ file: path, after: text })));
  return { name, file, sameName, files, findings };
}
