import { LeftPath, readWork, reasonInWords, type StrayName } from "../../../plan/index.ts";
import { flattened, shownName, type Action, type ActionOf } from "../../../sql/statement/index.ts";
import type { DirectoryContext, StatementContext } from "../../context.ts";
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
    directory({ chosen, facts }) {
      const strays = straysIn(chosen, facts);
      const sections = chosen.flatMap(({ sections: { up, down } }) =>
        [up ?? [], down ?? []].flat(),
      );
      for (const section of sections)
        for (const context of section.contexts) reportOn(context, strays);
    },
  },
});

/** Of each migration that leaves its path behind the first later one whose names would be others. */
function straysIn(
  chosen: DirectoryContext["chosen"],
  { searchPath }: LintFacts,
): ReadonlyMap<string, StrayName> {
  const left = new LeftPath(searchPath);
  const strays = new Map<string, StrayName>();
  for (const { lintable, sections } of chosen) {
    const { up } = sections;
    const stray = up && left.follow(readWork(lintable.name, "up", up.section, up));
    if (stray !== undefined && !strays.has(stray.setBy)) strays.set(stray.setBy, stray);
  }
  return strays;
}

function reportOn(context: StatementContext, strays: ReadonlyMap<string, StrayName>): void {
  for (const action of flattened(context.statement.actions)) {
    context.current = action;
    const report = reportOf(action, context, strays);
    if (report !== undefined) context.report(report);
  }
  context.current = undefined;
}

function reportOf(
  action: Action,
  { section, alone, direction }: StatementContext,
  strays: ReadonlyMap<string, StrayName>,
): Report | undefined {
  if (action.kind !== "set" || action.name !== "search_path") return undefined;
  if (action.reset || action.value === undefined) return undefined;
  if (dumpSettings(section).includes(action)) return undefined;
  if (action.local)
    return (
      alone && {
        message: `search_path is set for a transaction that ends with the statement: each runs by itself, because ${reasonInWords(alone)}.`,
        help: "Write the schema before each name.",
      }
    );
  if (isPutBack(action, section.actions)) return undefined;
  const stray = direction === "up" ? strays.get(section.migration.lintable.name) : undefined;
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
