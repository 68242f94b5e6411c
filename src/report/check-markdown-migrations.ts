import type { CheckResult } from "../commands/check.ts";
import { severities } from "../lint/index.ts";
import { type Check, checkNames, isSound, type VerifiedMigration } from "../verify/index.ts";
import { verdictMark } from "./check-markdown-locks.ts";
import { type CheckedMigration, checkedMigrations, verdictOf } from "./check-migrations.ts";
import type { FittedPart } from "./fitted.ts";
import { type MarkdownWriter, row, tableHead } from "./markdown.ts";
import { checkTitles, notReachedText } from "./problem-text.ts";
import { noteTexts } from "./remarks-text.ts";
import { cut, plural } from "./style.ts";
import { limits } from "./verify-text.ts";

/** A line for each migration: what was found in it, whether it is sound, what it does to the target. */
export function migrationSection(result: CheckResult, { code }: MarkdownWriter): FittedPart {
  return {
    of: "migration",
    head: `${tableHead(["Migration", "Lint", "Verify", "Plan"])}\n`,
    items: checkedMigrations(result).map((one) =>
      row([code(one.name), lintCell(one, result), verifyCell(one, result), planCell(one)]),
    ),
    foot: "",
    share: 2,
  };
}

const notLooked = "➖";

function lintCell({ findings }: CheckedMigration, { names, lint }: CheckResult): string {
  if (![names, lint].some((part) => "result" in part)) return notLooked;
  const counted = severities.flatMap((level) => {
    const count = findings.filter(({ severity }) => severity === level).length;
    return count === 0 ? [] : [plural(count, level)];
  });
  if (counted.length === 0) return "✅";
  const isBad = findings.some(({ severity }) => severity === "error");
  return `${isBad ? "❌" : "⚠️"} ${counted.join(", ")}`;
}

function verifyCell(
  { verified, notReached, isProved }: CheckedMigration,
  { verify }: CheckResult,
): string {
  if (isProved) return "✅ proved already";
  if (notReached) return "❌ not reached";
  if (verified === undefined) return "error" in verify ? "❌ no answer" : notLooked;
  const named = (wanted: Check["verdict"]) =>
    checkNames.filter((name) => verified[name].verdict === wanted).map((name) => checkTitles[name]);
  if (!isSound(verified)) return `❌ ${named("failed").join(", ")}`;
  const uncovered = named("not-covered");
  return uncovered.length > 0 ? `⚠️ not covered: ${uncovered.join(", ")}` : "✅";
}

function planCell(migration: CheckedMigration): string {
  const verdict = verdictOf(migration);
  return verdict === undefined ? notLooked : `${verdictMark(verdict)} ${verdict}`;
}

/** What `verify` saw that is more than that all holds, such as what becomes of rows; folded. */
export function verifySection({ verify }: CheckResult, write: MarkdownWriter): FittedPart {
  const found = "result" in verify ? verify.result : undefined;
  const items = found
    ? [
        ...found.migrations.filter(isTold).map((one) => verifiedItem(one, write)),
        ...found.notReached.map(
          (one) => `- ${write.code(one.name)}: ${write.prose(cut(notReachedText(one), 1500))}`,
        ),
        ...limits({ ...found, notReached: [] }).map((one) => `- ${write.prose(cut(one, 1500))}`),
      ]
    : [];
  return {
    of: "line of verify",
    head: `<details><summary>What <code>verify</code> saw</summary>\n\n${legend}\n\n`,
    items,
    foot: "\n\n</details>",
    share: 1,
  };
}

const marks: Readonly<Record<Check["verdict"], string>> = {
  passed: "✅",
  failed: "❌",
  noted: "⚠️",
  "not-covered": "❔",
  skipped: "➖",
};

const legend = "✅ holds, ❌ fails, ⚠️ noted, ❔ not covered, ➖ not checked";

/** Whether there is more to say than that everything holds. */
function isTold(migration: VerifiedMigration): boolean {
  return checkNames.some((name) => {
    const { verdict, notes } = migration[name];
    return verdict !== "passed" || notes.length > 0;
  });
}

function verifiedItem(migration: VerifiedMigration, { code, prose }: MarkdownWriter): string {
  const checks = checkNames.map((name) => `${marks[migration[name].verdict]} ${checkTitles[name]}`);
  const { irreversible } = migration;
  const notes = [
    ...(irreversible === undefined ? [] : [`irreversible: ${irreversible}`]),
    ...checkNames.flatMap((name) => noteTexts(migration[name])),
  ];
  return [
    `- ${code(migration.name)}: ${checks.join(" ")}`,
    ...notes.map((note) => `  - ${prose(cut(note, 1500))}`),
  ].join("\n");
}
