import { isEmpty } from "../../../migrations/index.ts";
import type { SectionContext } from "../../context.ts";
import { defineRule } from "../../define-rule.ts";
import { listing } from "../listing.ts";
import type { NotReversed } from "./deeds.ts";
import { notReversed } from "./not-reversed.ts";

export default defineRule({
  name: "down-does-not-reverse",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "A down section that leaves something of the up section",
  why: `After such a rollback the schema is neither the old one nor the new one, and the next \`up\` may fail on what is left. Only what surely is left is
seen here; \`pgmaestro verify\` runs up, down and up on a scratch database and compares everything.`,
  instead:
    "Take back each change, the last one first; `pgmaestro reverse` writes it. What cannot be taken back says `-- pgmaestro: irreversible <reason>`.",
  exempt: `Comments, extensions, schemas, data that is changed or deleted; a migration whose down section is empty (see \`missing-down\`), or has code
that cannot be read, such as EXECUTE.`,
  check: {
    section(context) {
      if (context.direction === "down" && canBeCompared(context)) compare(context);
    },
  },
});

/** Whether all that the down section does is known. */
function canBeCompared({ section, migration, actions }: SectionContext): boolean {
  if (section.opaque || isEmpty(section) || migration.unreadable.length > 0) return false;
  return !actions.some((one) => (one.kind === "do-block" && one.dynamic) || one.kind === "call");
}

function compare(down: SectionContext): void {
  const { up } = down.migration.sections;
  if (up?.before === undefined) return;
  const places = new Map<number, NotReversed[]>();
  for (const one of notReversed(up, up.before, down))
    places.set(one.action.at, [...(places.get(one.action.at) ?? []), one]);
  for (const all of places.values()) report(up, all);
}

/** At the action, or the statement, that is not taken back. */
function report(up: SectionContext, all: readonly NotReversed[]): void {
  const { action } = all[0]!;
  const statement = up.statements.find(({ actions }) => actions.includes(action));
  up.report({
    at: action.at,
    ...(statement && { end: statement.end }),
    message: `The down section does not ${listing(all.map(({ deed }) => deed))}.`,
    help:
      all.find(({ help }) => help !== undefined)?.help ??
      "Add it to the down section; `pgmaestro verify` compares the whole schema.",
  });
}
