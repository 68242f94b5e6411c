import type { CheckResult } from "../../commands/check.ts";
import type { DescribedChanges, MigrationText } from "../../commands/described-changes.ts";
import type { Reason, StatementImpact } from "../../impact/index.ts";
import type { Finding } from "../../lint/index.ts";
import { checkNames, type Problem, type VerifiedMigration } from "../../verify/index.ts";
import { type CheckedMigration, wordsOf } from "../check-migrations.ts";
import { isNoticed, lockText, verdictTexts, workText } from "../impact-text.ts";
import { placeOf, problemText } from "../problem-text.ts";
import { type Tone, toneOfSeverity, toneOfVerdict } from "../tone.ts";
import { badge, sign } from "./badge.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup, prose } from "./markup.ts";
import { source, type SourceNote } from "./source.ts";

/** Each migration with its text, and in it what was found; closed where there is nothing to say. */
export function migrationSections(
  migrations: readonly CheckedMigration[],
  result: CheckResult,
  hidden: (text: string) => string,
): PageSection | undefined {
  const { described } = result;
  if (described === undefined) return undefined;
  const all = migrations.map((one, index) =>
    migrationSection(one, index, { result, described, hidden }),
  );
  return pageSection("statements", "Statements", all);
}

interface Shown {
  readonly result: CheckResult;
  readonly described: DescribedChanges;
  readonly hidden: (text: string) => string;
}

function migrationSection(
  migration: CheckedMigration,
  index: number,
  { result, described, hidden }: Shown,
): Markup {
  const files = described.files.filter(({ name }) => name === migration.name);
  const words = wordsOf(migration, result).flatMap((word) => word ?? []);
  const isOpen = words.some(({ tone }) => tone !== "good");
  const badges = words
    .filter(({ text, tone }) => text !== "" && tone !== "good")
    .map(({ tone, text }) => badge(tone, text));
  const shown = isOpen && badges.length > 0 ? badges : [sign("good", "nothing found")];
  return markup`<details class="migration" id="migration-${index + 1}"${isOpen ? markup` open` : undefined}><summary><h3>${migration.name}</h3><span class="badges">${shown}</span></summary>
${files.map((file) => fileOf(file, migration, hidden))}</details>`;
}

function fileOf(
  { file, text }: MigrationText,
  migration: CheckedMigration,
  hidden: (text: string) => string,
): Markup {
  const notes = notesOf(migration, file);
  return markup`<p class="file"><code>${file}</code></p>${source(hidden(text), /\.sql$/i.test(file), notes)}`;
}

/** What is said of places in a file: what the statements do first, then what is wrong with them. */
function notesOf(migration: CheckedMigration, file: string): SourceNote[] {
  const { findings, statements = [], verified } = migration;
  return [
    ...statements.filter((one) => one.file === file).flatMap(impactNote),
    ...findings.filter((one) => one.file === file).map(findingNote),
    ...(verified ? problemNotes(verified, file) : []),
  ];
}

/** Of what locks something that is there, or is worse than safe. */
function impactNote(statement: StatementImpact): SourceNote[] {
  const { line, text, locks, works, verdict, reasons } = statement;
  const noticed = locks.filter((lock) => isNoticed(lock) && lock.size.is !== "new");
  if (noticed.length === 0 && verdict === "safe") return [];
  const told = [
    ...noticed.map((lock) => lockText(lock)),
    ...works.map(workText),
    ...verdictTexts({ ...statement, reasons: reasons.filter(isMore) }),
  ];
  const endLine = line + text.trimEnd().split(/\r\n|[\r\n]/).length - 1;
  const tone = toneOfVerdict[verdict];
  const items = told.map((one) => markup`<li>${one}</li>`);
  return [
    { line, endLine, tone, body: markup`${noteTitle(tone, verdict, "plan")}<ul>${items}</ul>` },
  ];
}

/** For how long something is locked the locks say. */
function isMore({ rule }: Reason): boolean {
  return rule !== "blocked-long";
}

function findingNote({ rule, severity, message, help, line, endLine }: Finding): SourceNote {
  const tone = toneOfSeverity[severity];
  const advice = help === undefined ? undefined : markup`<p class="help">${prose(help)}</p>`;
  const body = markup`${noteTitle(tone, severity, rule)}<p>${prose(message)}</p>${advice}`;
  return { line, endLine, tone, body };
}

function problemNotes(verified: VerifiedMigration, file: string): SourceNote[] {
  return checkNames.flatMap((name) => {
    const tone = verified[name].verdict === "failed" ? "bad" : "care";
    return verified[name].problems.flatMap((problem) => problemNote(problem, tone, verified, file));
  });
}

function problemNote(
  problem: Problem,
  tone: Tone,
  verified: VerifiedMigration,
  file: string,
): SourceNote[] {
  const place = placeOf(problem, verified) ?? { file: verified.file, line: 1 };
  if (place.file !== file) return [];
  const { line } = place;
  const word = tone === "bad" ? "fails" : "noted";
  const body = markup`${noteTitle(tone, word, "verify")}<p>${prose(problemText(problem))}</p>`;
  return [{ line, endLine: line, tone, body }];
}

function noteTitle(tone: Tone, word: string, by: string): Markup {
  return markup`<p class="title">${badge(tone, word)} <code>${by}</code></p>`;
}
