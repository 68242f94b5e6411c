import type { CheckResult } from "../commands/check.ts";
import { checkNames, type VerifiedMigration } from "../verify/index.ts";
import { checkedMigrations, type Word, wordsOf } from "./check-migrations.ts";
import type { FittedPart } from "./fitted.ts";
import { type MarkdownWriter, row, tableHead, toneMarks } from "./markdown.ts";
import { checkTitles, notReachedTexts } from "./problem-text.ts";
import { noteTexts } from "./remarks-text.ts";
import { cut } from "./style.ts";
import { toneOfCheck } from "./tone.ts";
import { limits } from "./verify-text.ts";

/** A line for each migration: what was found in it, whether it is sound, what it does to the target. */
export function migrationsPart(result: CheckResult, { code }: MarkdownWriter): FittedPart {
  return {
    of: "migration",
    head: `${tableHead(["Migration", "Lint", "Verify", "Plan"])}\n`,
    items: checkedMigrations(result).map((one) =>
      row([code(one.name), ...wordsOf(one, result).map(cell)]),
    ),
    foot: "",
    share: 2,
  };
}

function cell(word: Word | undefined): string {
  const { tone, text } = word ?? { tone: "none", text: "" };
  return `${toneMarks[tone]} ${text}`.trim();
}

/** What `verify` saw that is more than that all holds, such as what becomes of rows; folded. */
export function verifyPart({ verify }: CheckResult, write: MarkdownWriter): FittedPart {
  const found = "result" in verify ? verify.result : undefined;
  const items = found
    ? [
        ...found.migrations.filter(isTold).map((one) => verifiedItem(one, write)),
        ...notReachedTexts(found.notReached).map(
          (text, index) =>
            `- ${write.code(found.notReached[index]!.name)}: ${write.prose(cut(text, 1500))}`,
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

const legend = "✅ holds, ❌ fails, ⚠️ noted, ❔ not covered, ➖ not checked";

/** Whether there is more to say than that everything holds. */
function isTold(migration: VerifiedMigration): boolean {
  return checkNames.some((name) => {
    const { verdict, notes } = migration[name];
    return verdict !== "passed" || notes.length > 0;
  });
}

function verifiedItem(migration: VerifiedMigration, { code, prose }: MarkdownWriter): string {
  const checks = checkNames.map(
    (name) => `${toneMarks[toneOfCheck[migration[name].verdict]]} ${checkTitles[name]}`,
  );
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
