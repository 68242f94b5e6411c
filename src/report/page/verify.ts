import type { CheckResult } from "../../commands/check.ts";
import {
  type Check,
  checkNames,
  type Note,
  type Problem,
  type VerifiedMigration,
} from "../../verify/index.ts";
import { partSummary } from "../check-summary.ts";
import {
  checkTitles,
  detailLines,
  notReachedTexts,
  problemText,
  remedyLines,
} from "../problem-text.ts";
import { checkReasonText, noteTexts } from "../remarks-text.ts";
import { type Tone, toneOfCheck } from "../tone.ts";
import { limits } from "../verify-text.ts";
import { badge } from "./badge.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup, nothing, prose } from "./markup.ts";

/** What running the migrations up, again, down and up on a scratch database showed. */
export function verifySection(result: CheckResult): PageSection {
  const { verify } = result;
  const body =
    "result" in verify
      ? [
          markup`<p class="soft">${prose(partSummary("verify", result).text)}</p>`,
          ...verify.result.migrations.map(verifiedItem),
          ...notReachedTexts(verify.result.notReached).map(
            (text, index) =>
              markup`<div class="verified"><h3>${verify.result.notReached[index]!.name}</h3><p>${badge("bad", "not reached")} ${prose(text)}</p></div>`,
          ),
          ...limits({ ...verify.result, notReached: [] }).map(
            (one) => markup`<p>${prose(one)}</p>`,
          ),
        ]
      : [markup`<p class="soft">${prose(partSummary("verify", result).text)}</p>`];
  return pageSection("verify", "Verify", body);
}

function verifiedItem(migration: VerifiedMigration): Markup {
  const { name, irreversible } = migration;
  const chips = checkNames.map(
    (check) => markup`<li>${badge(toneOfCheck[migration[check].verdict], checkTitles[check])}</li>`,
  );
  const said = [
    ...(irreversible === undefined ? [] : [markup`<li>irreversible: ${prose(irreversible)}</li>`]),
    ...checkNames.flatMap((check) => saidOf(migration[check])),
  ];
  return markup`<div class="verified"><h3>${name}</h3><ul class="chips">${chips}</ul>${said.length === 0 ? undefined : markup`<ul class="said">${said}</ul>`}</div>`;
}

function saidOf(check: Check): Markup[] {
  const tone = toneOfCheck[check.verdict];
  const reason = check.verdict === "not-covered" ? checkReasonText(check) : undefined;
  return [
    ...check.problems.map((problem) => problemItem(problem, tone)),
    ...(reason === undefined ? [] : [markup`<li>not covered: ${prose(reason)}</li>`]),
    ...check.notes.map(noteItem),
  ];
}

function problemItem(problem: Problem, tone: Tone): Markup {
  const lines = [...detailLines(problem), ...remedyLines(problem)];
  const more =
    lines.length > 1
      ? markup`<pre class="remedy">${lines.join("\n")}</pre>`
      : lines.map((line) => markup`<p class="help">${prose(line)}</p>`);
  return markup`<li class="${tone}">${problem.kind === "data" ? rows : nothing}${prose(problemText(problem))}${more}</li>`;
}

/** That rows or values are lost is to be seen at a glance. */
const rows = markup`${badge("bad", "rows lost")} `;
const mayLose = markup`${badge("care", "rows")} `;

function noteItem(note: Note): Markup {
  const [text] = noteTexts({ notes: [note] });
  return markup`<li>${aboutRows.has(note.kind) ? mayLose : nothing}${prose(text!)}</li>`;
}

const aboutRows: ReadonlySet<Note["kind"]> = new Set([
  "rows",
  "dropped-by-down",
  "destroys",
] as const);
