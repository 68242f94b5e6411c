import { checkParts } from "../../commands/check-parts.ts";
import type { CheckResult } from "../../commands/check.ts";
import { type CheckedMigration, type Word, wordsOf } from "../check-migrations.ts";
import { partSummaries } from "../check-summary.ts";
import { plural } from "../style.ts";
import { toneOfPart } from "../tone.ts";
import { badge, sign } from "./badge.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup, prose } from "./markup.ts";

/** The verdict, and what was looked at. */
export function headline(result: CheckResult): Markup {
  const { migrations, since } = result;
  const failed = checkParts.filter((name) => result[name].verdict === "failed");
  const tone = failed.length === 0 ? "good" : "bad";
  const text = failed.length === 0 ? "Passed" : `Failed: ${failed.join(", ")}`;
  return markup`<div class="verdict ${tone}">
    <h1>${sign(tone, "")}${text}</h1>
    <p>${plural(migrations.length, "migration")} added or changed since <code>${since}</code></p>
  </div>`;
}

/** Every part in a card. */
export function partCards(result: CheckResult): PageSection {
  const cards = partSummaries(result).map(
    ({ name, verdict, text }) =>
      markup`<li>${sign(toneOfPart[verdict], `${verdict}: `)}<div><h3>${name}</h3><p>${prose(text)}</p></div></li>`,
  );
  return pageSection("checks", "Checks", markup`<ul class="cards">${cards}</ul>`);
}

/** A line for each migration, with a link to it. */
export function migrationTable(
  migrations: readonly CheckedMigration[],
  result: CheckResult,
): PageSection | undefined {
  if (migrations.length === 0) return undefined;
  const rows = migrations.map((one, index) => {
    const name = markup`<a href="#migration-${index + 1}">${one.name}</a>`;
    return markup`<tr role="row"><th role="rowheader" scope="row">${name}</th>${wordsOf(one, result).map(wordCell)}</tr>`;
  });
  const heads = ["Migration", ...looked].map(
    (title) => markup`<th role="columnheader" scope="col">${title}</th>`,
  );
  const table = markup`<table role="table" class="lines"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${rows}</tbody></table>`;
  return pageSection("migrations", "Migrations", table);
}

const looked = ["Lint", "Verify", "Plan"] as const;

/** Where there is little room the rows are shown as blocks, and each cell says what it is of. */
function wordCell(word: Word | undefined, index: number): Markup {
  const shown = word === undefined ? markup`<span class="soft">not looked at</span>` : wordOf(word);
  return markup`<td role="cell"><span class="of" aria-hidden="true">${looked[index]}</span>${shown}</td>`;
}

function wordOf({ tone, text }: Word): Markup {
  return text === "" ? sign(tone, "fine") : badge(tone, text);
}
