import { type CheckResult } from "../commands/check.ts";
import { checkParts } from "../commands/check-parts.ts";
import { maskUrlsIn } from "../database/index.ts";
import { checkErrors } from "./check-findings.ts";
import { downsPart } from "./check-markdown-downs.ts";
import { findingParts } from "./check-markdown-findings.ts";
import { locksPart } from "./check-markdown-locks.ts";
import { migrationsPart, verifyPart } from "./check-markdown-migrations.ts";
import { partSummaries, targetProblems } from "./check-summary.ts";
import { fitted, type Fitted, type FittedPart } from "./fitted.ts";
import { type MarkdownWriter, markdownWriter, row, tableHead, toneMarks } from "./markdown.ts";
import { cut, plural } from "./style.ts";
import { toneOfPart } from "./tone.ts";

/** What a report for people to read in their browser needs beside the result. */
export interface ReaderView {
  /** A file's path as the repository has it. */
  readonly inRepository: (file: string) => string;
  /** A text without what nobody may see. */
  readonly hidden: (text: string) => string;
}

/** By which a comment is found again, to be changed. */
const marker = "<!-- pgmaestro check -->";

/** GitHub takes comments of 65,536 characters. */
const mostBytes = 60_000;

/** What may stand around the sections. */
const reserved = 5000;

/**
 * What `check` found as Markdown for a comment of a pull request: the verdict, then what matters most. Always below 60 kB,
 * and for the same result the same text, so that a second run can change the comment of the first.
 */
export function checkMarkdown(result: CheckResult, { inRepository, hidden }: ReaderView): string {
  const write = markdownWriter((text) => maskUrlsIn(hidden(text)));
  const sections: FittedPart[] = [
    migrationsPart(result, write),
    errorsPart(result, write),
    targetPart(result, write),
    ...findingParts(result, write, inRepository),
    downsPart(result, write),
    locksPart(result, write, inRepository),
    verifyPart(result, write),
  ].filter(({ items }) => items.length > 0);
  const { texts, left } = fitted(sections, mostBytes - reserved);
  return [
    marker,
    heading(result),
    since(result, write),
    partsTable(result, write),
    ...texts,
    ...leftOut(left, result, write),
  ].join("\n\n");
}

function heading(result: CheckResult): string {
  const failed = checkParts.filter((name) => result[name].verdict === "failed");
  return failed.length === 0
    ? "### ✅ pgmaestro check passed"
    : `### ❌ pgmaestro check failed: ${failed.join(", ")}`;
}

function since({ migrations, since: revision }: CheckResult, { code }: MarkdownWriter): string {
  return `${plural(migrations.length, "migration")} added or changed since ${code(cut(revision, 200))}.`;
}

function partsTable(result: CheckResult, { prose }: MarkdownWriter): string {
  const rows = partSummaries(result).map(({ name, verdict, text }) =>
    row([toneMarks[toneOfPart[verdict]], name, prose(cut(text, 400))]),
  );
  return [tableHead(["", "Check", "Result"]), ...rows].join("\n");
}

/** What kept parts from an answer. */
function errorsPart(result: CheckResult, { prose }: MarkdownWriter): FittedPart {
  const items = checkErrors(result).map(({ error: { message, hint } }) => {
    const lines = [message, ...(hint === undefined ? [] : [hint])];
    return `- ❌ ${lines.map((line) => prose(cut(line, 1500))).join("<br>")}`;
  });
  return { of: "failure", head: "#### Not answered\n\n", items, foot: "", share: 1 };
}

function targetPart(result: CheckResult, { prose }: MarkdownWriter): FittedPart {
  const items = targetProblems(result).map((problem) => `- ❌ ${prose(cut(problem, 1500))}`);
  return { of: "problem of the target", head: "#### The target\n\n", items, foot: "", share: 1 };
}

function leftOut(
  left: Fitted["left"],
  { since: revision }: CheckResult,
  { code }: MarkdownWriter,
): string[] {
  if (left.length === 0) return [];
  const counts = left.map(({ of, count }) => counted(count, of)).join(", ");
  return [
    `**Left out here, for want of room:** ${counts}. ${code(`pgmaestro check --since ${cut(revision, 200)}`)} shows all.`,
  ];
}

/** `3 problems of the target` */
function counted(count: number, of: string): string {
  const [noun, ...more] = of.split(" ");
  return [plural(count, noun!), ...more].join(" ");
}
