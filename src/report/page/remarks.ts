import type { CheckResult } from "../../commands/check.ts";
import type { ProposedDown } from "../../commands/proposed-downs.ts";
import { maskSecrets } from "../../sql/text/index.ts";
import { checkErrors } from "../check-findings.ts";
import { targetProblems } from "../check-summary.ts";
import { noteTexts } from "../remarks-text.ts";
import { proposalText } from "../reverse-text.ts";
import { badge } from "./badge.ts";
import { sqlLines } from "./highlight.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup, nothing, prose } from "./markup.ts";

/** What kept parts from an answer, what is wrong in the target, and what has no place in a migration that was changed. */
export function remarkSection(result: CheckResult): PageSection | undefined {
  const items = [
    ...checkErrors(result).map(
      ({ error: { message, hint } }) =>
        markup`<li>${prose(message)}${hint === undefined ? undefined : markup`<p class="help">${prose(hint)}</p>`}</li>`,
    ),
    ...elsewhere(result),
    ...targetProblems(result).map((problem) => markup`<li>${prose(problem)}</li>`),
  ];
  if (items.length === 0) return undefined;
  return pageSection("remarks", "Also wrong", markup`<ul class="said">${items}</ul>`);
}

/** Such as that a migration is gone. */
function elsewhere({ migrations, names, lint }: CheckResult): Markup[] {
  return [names, lint]
    .flatMap((part) => ("result" in part ? part.result.findings : []))
    .filter(({ migration }) => !migrations.includes(migration))
    .map(
      ({ rule, message, help, migration }) =>
        markup`<li><code>${rule}</code> ${migration}: ${prose(message)}${help === undefined ? undefined : markup`<p class="help">${prose(help)}</p>`}</li>`,
    );
}

/** Down sections for the migrations that lack one, or have a wrong one. */
export function downSection({ downSections }: CheckResult): PageSection | undefined {
  if (downSections.length === 0) return undefined;
  return pageSection("downs", "Down sections, proposed", downSections.map(proposalOf));
}

function proposalOf(proposed: ProposedDown): Markup {
  if (proposed.outcome === "not-tried")
    return markup`<div class="verified"><h3>${proposed.name}</h3><p>${badge("bad", "none was tried")} ${prose(proposed.error.message)}</p></div>`;
  const { name, outcome, section, lost, reasons } = proposed;
  const remarks = [
    ...reasons,
    ...lost.map((loss) => `Lost: ${loss}`),
    ...noteTexts(proposed).map((note) => `Note: ${note}`),
  ].map((remark) => markup`<li>${prose(remark)}</li>`);
  const lines = section === undefined ? [] : sqlLines(maskSecrets(section).trim());
  const shown = lines.map((line) => markup`<span class="l">${line}</span>`);
  return markup`<div class="verified"><h3>${name}</h3><p>${badge(outcome === "offered" ? "good" : "bad", proposalText(outcome))}</p>
${remarks.length === 0 ? nothing : markup`<ul class="said">${remarks}</ul>`}${lines.length === 0 ? nothing : markup`<div class="source"><pre style="counter-reset:l">${shown}</pre></div>`}</div>`;
}
