import type { ReversedMigration, ReverseResult } from "../commands/reverse.ts";
import { noteTexts } from "./remarks-text.ts";
import { patchText } from "./patch-text.ts";
import { standInText } from "./stand-in-text.ts";
import { plural, type Style } from "./style.ts";

/** What `reverse` came to as JSON, with its notes in words. */
export function reverseJson(result: ReverseResult): object {
  const { migrations } = result;
  return { ...result, migrations: migrations.map((one) => ({ ...one, notes: noteTexts(one) })) };
}

/** Each section as a change of its file, what is to be known of it, and a line that sums up. */
export function reverseText({ migrations, standIns = [] }: ReverseResult, style: Style): string {
  if (migrations.length === 0) return "Every migration has a down section.";
  return [
    ...migrations.map((migration) => reversedText(migration, style)),
    ...standIns.map(standInText),
    summary(migrations, style),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What became of one, and its section as a change of its file where it is not written yet. */
export function reversedText(migration: ReversedMigration, style: Style): string {
  const { name, outcome, lost, reasons, notes } = migration;
  if (outcome === "kept") return `${style.green("✓")} ${name} has a down section`;
  if (outcome === "irreversible")
    return `${style.dim("–")} ${name} is irreversible: ${reasons.join("; ")}`;
  return [
    title(migration, style),
    ...reasons.map((reason) => `  ${reason}.`),
    ...lost.map((loss) => `  ${style.yellow("Lost:")} ${loss}.`),
    ...noteTexts({ notes }).map((note) => `  ${style.yellow("Note:")} ${note}.`),
    ...body(migration, style),
  ].join("\n");
}

function title({ name, file, outcome }: ReversedMigration, style: Style): string {
  if (outcome === "written") return `${style.green("✓")} ${name}: written to ${file}`;
  if (outcome === "offered") return `${style.green("✓")} ${name}: ${proposalText(outcome)}`;
  const separator = outcome === "needs-person" ? "" : ":";
  return `${style.red("✗")} ${name}${separator} ${proposalText(outcome)}:`;
}

/** What is to be said of a section that is not in its file. */
export function proposalText(outcome: ReversedMigration["outcome"]): string {
  switch (outcome) {
    case "offered":
      return "proved by up, down, up";
    case "needs-person":
      return "needs a person";
    case "unproved":
      return "what was written does not pass, so it is not offered";
    default:
      return "its up section fails";
  }
}

/** What is written already is in the file; what needs a person is a draft. */
function body({ outcome, section, change }: ReversedMigration, style: Style): string[] {
  if (outcome === "written" || section === undefined) return [];
  if (change !== undefined) return [patchText(change, style)];
  const heading = outcome === "needs-person" ? "A draft, for all but that:" : "Its SQL:";
  return [style.dim(`  ${heading}`), indented(section)];
}

function indented(section: string): string {
  return section.trimEnd().replaceAll(/^(?=.)/gm, "    ");
}

function summary(migrations: readonly ReversedMigration[], style: Style): string {
  const count = (...outcomes: ReversedMigration["outcome"][]) =>
    migrations.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [written, offered] = [count("written"), count("offered")];
  const [persons, failed] = [count("needs-person"), count("unproved", "not-run")];
  const counted = [
    ...(written > 0 ? [`${plural(written, "down section")} written`] : []),
    ...(offered > 0 ? [`${plural(offered, "down section")} proved`] : []),
    ...(persons > 0 ? [`${persons} ${persons === 1 ? "needs" : "need"} a person`] : []),
    ...(failed > 0 ? [`${failed} without one that passes`] : []),
  ];
  if (counted.length === 0) return "Nothing to write.";
  const canWrite = migrations.some(({ outcome, change }) => outcome === "offered" && change);
  return [
    `${counted.join(", ")}.`,
    ...(canWrite ? [style.bold("Nothing is written yet; add --write.")] : []),
  ].join("\n");
}
