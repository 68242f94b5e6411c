import type { Header } from "../../../sql/text/index.ts";
import { defineRule } from "../../define-rule.ts";
import { addedHeader } from "./added-header.ts";

export default defineRule({
  name: "header-missing",
  severity: "warning",
  ofOnceRun: true,
  stake: "convention",
  sets: ["conventions"],
  summary: "A file without its header: Migration, Created and Description",
  why: "The header says years later what the change was for, in the file and in `pgmaestro status`; the statements say only what it does.",
  instead: `Begin the file with the three lines; \`pgmaestro create\` writes them:

\`\`\`sql
-- Migration: Add Orders
-- Created: 2026-11-22
-- Description: What people buy; the shop's first page lists the last ten.
\`\`\``,
  check: {
    migration(context) {
      const { migration, comment } = context;
      if (migration === undefined) return;
      const lacks = missingIn(migration.header);
      if (lacks.length === 0) return;
      context.report({
        message: `The header gives ${listed(lacks.map((field) => `no ${words[field]}`))}.`,
        fix: addedHeader(migration),
        help: `Write ${listed(lacks.map((field) => `\`${comment} ${field}: ${samples[field]}\``))} at the top of the file.`,
      });
    },
  },
});

type Field = "Migration" | "Created" | "Description";

const words: Readonly<Record<Field, string>> = {
  Migration: "title",
  Created: "date",
  Description: "description",
};

const samples: Readonly<Record<Field, string>> = {
  Migration: "<title>",
  Created: "<YYYY-MM-DD>",
  Description: "<what it is for>",
};

/** The fields that are not there, or say nothing. */
function missingIn({ migration, created, description }: Header): Field[] {
  return [
    ...(migration === undefined ? ["Migration" as const] : []),
    ...(created === undefined || !isDate(created) ? ["Created" as const] : []),
    ...(saysNothing(description, migration) ? ["Description" as const] : []),
  ];
}

function isDate(text: string): boolean {
  const [date] = /^\d{4}-\d\d-\d\d(?![\d-])/.exec(text) ?? [];
  if (date === undefined) return false;
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

/** An empty description, the title once more, or what some template left. */
function saysNothing(description: string | undefined, title: string | undefined): boolean {
  if (description === undefined) return true;
  const plain = (text = "") =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  if (plain(description) === plain(title)) return true;
  return /^(?:todo|tbd|fixme|xxx|none|n\/a|description|<.*>|\[.*\]|\W*)\W*$/i.test(description);
}

/** `a, b and c` */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
