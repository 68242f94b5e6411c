import type { CheckResult } from "../../commands/check.ts";
import { maskUrlsIn } from "../../database/index.ts";
import { version } from "../../version.ts";
import { checkedMigrations } from "../check-migrations.ts";
import { tableSection } from "./diagram.ts";
import { lockSection, sizeSection } from "./locks.ts";
import { markup, type Markup, trusted, written } from "./markup.ts";
import type { PageSection } from "./page-section.ts";
import { migrationSections } from "./migrations.ts";
import { headline, migrationTable, partCards } from "./parts.ts";
import { downSection, remarkSection } from "./remarks.ts";
import { stylesheet } from "./stylesheet.ts";
import { verifySection } from "./verify.ts";

/**
 * What `check` found as a page: one file that loads nothing and runs nothing, and for the same result is the same.
 * @param hidden a text without what nobody may see
 */
export function checkPage(result: CheckResult, hidden: (text: string) => string): string {
  const shown = (text: string) => maskUrlsIn(hidden(text));
  return written(document(result, shown), shown);
}

function document(result: CheckResult, hidden: (text: string) => string): Markup {
  const migrations = checkedMigrations(result);
  const sections = [
    partCards(result),
    migrationTable(migrations, result),
    remarkSection(result),
    tableSection(result),
    lockSection(result),
    sizeSection(result),
    verifySection(result),
    downSection(result),
    migrationSections(migrations, result, hidden),
  ].flatMap((one) => one ?? []);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${result.passed ? "✓" : "✗"} pgmaestro check</title>
<style>${trusted(stylesheet)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<div class="top"><p class="brand">pgmaestro check</p><fieldset class="theme"><legend>Colours</legend>${themes.map(theme)}</fieldset></div>
${headline(result)}
</header>
${contents(sections)}
<main id="report">
${sections.map(({ body }) => body)}
</main>
<footer><p>pgmaestro ${version}. This page is one file: it loads nothing and runs nothing.</p></footer>
</body>
</html>`;
}

/** Links to the sections. */
function contents(sections: readonly PageSection[]): Markup {
  const links = sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`);
  return markup`<nav aria-label="Contents"><ul>${links}</ul></nav>`;
}

const themes = ["auto", "light", "dark"] as const;

function theme(name: (typeof themes)[number], index: number): Markup {
  const checked = index === 0 ? markup` checked` : undefined;
  return markup`<label><input type="radio" name="theme" id="theme-${name}"${checked}>${name}</label>`;
}
