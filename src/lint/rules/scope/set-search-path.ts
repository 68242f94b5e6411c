import {
  type AloneReason,
  LeftPath,
  readWork,
  reasonInWords,
  type StrayName,
} from "../../../plan/index.ts";
import {
  flattened,
  shownName,
  type ActionOf,
  type Statement,
} from "../../../sql/statement/index.ts";
import type { SectionContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";
import type { LintFacts } from "../../facts.ts";
import { dumpSettings, isPutBack } from "../client-syntax/dump-settings.ts";

export default defineRule({
  name: "set-search-path",
  severity: "warning",
  stake: "failure",
  sets: ["recommended", "conventions"],
  summary: "SET search_path without LOCAL",
  why: `pgmaestro puts the path back after each migration. node-pg-migrate, psql and others that run the files over one connection do not: the next migration then finds
other tables under the same names, or none (measured), and a pooler hands the connection on. With \`--keep-settings\` pgmaestro does as they do.
Without a transaction it is SET LOCAL that does nothing.`,
  instead: `Write the schema before each name; or set the path for the transaction.

\`\`\`sql
SET LOCAL search_path = app, pg_temp;
\`\`\`

Where the section runs without a transaction, put it back with \`RESET search_path\`.`,
  exempt: `A path that the same section resets; the settings of pg_dump (see \`dump-preamble\`).`,
  check: {
    section(section) {
      for (const place of placesIn(section)) if (!mayLeadAstray(place)) report(place, undefined);
    },
    directory({ chosen, facts }) {
      const ups = chosen.flatMap(({ sections: { up } }) => up ?? []);
      const places = ups.flatMap(placesIn).filter(mayLeadAstray);
      if (places.length === 0) return;
      const strays = straysIn(ups, facts);
      for (const place of places) report(place, strays.get(place.section.migration.lintable.name));
    },
  },
});

/** Where a search path is set. */
interface Place {
  readonly section: SectionContext;
  readonly statement: Statement;
  readonly action: ActionOf<"set">;
  /** Why its statement runs by itself. */
  readonly alone: AloneReason | undefined;
}

function placesIn(section: SectionContext): Place[] {
  return section.statements.flatMap((statement, index) =>
    flattened(statement.actions)
      .filter((one) => one.kind === "set")
      .filter((action) => isSetting(action) && !dumpSettings(section).includes(action))
      .map((action) => ({ section, statement, action, alone: section.aloneAt(index) })),
  );
}

function isSetting({ name, reset, value }: ActionOf<"set">): boolean {
  return name === "search_path" && !reset && value !== undefined;
}

/** Whether later migrations may find it. */
function mayLeadAstray({ section, action }: Place): boolean {
  return section.direction === "up" && !action.local && !isPutBack(action, section.actions);
}

/** Of each migration that leaves its path behind the first later one whose names would be others. */
function straysIn(
  ups: readonly SectionContext[],
  { searchPath }: LintFacts,
): ReadonlyMap<string, StrayName> {
  const left = new LeftPath(searchPath);
  const strays = new Map<string, StrayName>();
  for (const up of ups) {
    const stray = left.follow(readWork(up.migration.lintable.name, "up", up.section, up));
    if (stray !== undefined && !strays.has(stray.setBy)) strays.set(stray.setBy, stray);
  }
  return strays;
}

function report(place: Place, stray: StrayName | undefined): void {
  const { section, statement, action } = place;
  const said = reportOf(place, stray);
  if (said !== undefined) section.report({ ...said, at: action.at, end: statement.end });
}

function reportOf(
  { section, action, alone }: Place,
  stray: StrayName | undefined,
): Pick<Report, "message" | "help"> | undefined {
  if (action.local)
    return (
      alone && {
        message: `search_path is set for a transaction that ends with the statement: each runs by itself, because ${reasonInWords(alone)}.`,
        help: "Write the schema before each name.",
      }
    );
  if (isPutBack(action, section.actions)) return undefined;
  return {
    message: `${leftBehind(section.facts)}${stray ? meant(stray) : "."}`,
    help: helpFor(action, alone !== undefined),
  };
}

function leftBehind({ keepSettings }: LintFacts): string {
  return keepSettings
    ? "search_path stays set for the migrations after this one"
    : "search_path is put back after this migration, but node-pg-migrate leaves it set for the next ones";
}

function meant({ migration, name, here, there }: StrayName): string {
  const place = there === undefined ? "nothing" : shownName([there.schema, there.name]);
  return `: in ${migration}, ${name} would be ${place} instead of ${shownName([here.schema, here.name])}.`;
}

function helpFor({ byFunction }: ActionOf<"set">, isAlone: boolean): string {
  if (isAlone) return "Write RESET search_path at the end of the section.";
  return byFunction
    ? "Write true as the third argument of set_config."
    : "Write SET LOCAL search_path.";
}
