import type { AdoptResult } from "../commands/adopt.ts";
import type { FakeResult } from "../commands/fake.ts";
import type { MarkResult } from "../commands/mark.ts";
import type { RepairResult } from "../commands/repair.ts";
import type { CreatedMigration } from "../migrations/index.ts";
import { adoptedText } from "./run-text.ts";
import { plural, type Style } from "./style.ts";

export function markText({ marked, unchanged }: MarkResult, unmark: boolean): string {
  const state = unmark ? "not applied" : "applied";
  return listing([
    [`Marked as ${state}, without running`, marked],
    [`Recorded as ${state} before`, unchanged],
  ]);
}

export function repairText({ repaired, unchanged }: RepairResult): string {
  return listing([
    ["Accepted as they are now", repaired],
    ["Not edited, so nothing to repair", unchanged],
  ]);
}

export function adoptText({ moved, from, adopted, squashed }: AdoptResult): string {
  const moves =
    from === undefined
      ? []
      : [`Moved ${plural(moved.length, "row")} from ${from}, which is gone now.`];
  const journaled =
    adopted.length === 0
      ? []
      : [
          `Journaled today's checksums of ${plural(adopted.length, "migration")} that another tool applied.`,
        ];
  const lines = [
    ...moves,
    ...journaled,
    ...adoptedText({ adopted: [], ...(squashed && { squashed }) }),
  ];
  return lines.length === 0 ? "Nothing to adopt." : lines.join("\n");
}

/** What a faked run recorded, rollbacks first, as they are in a redo. */
export function fakeText({ unmarked, marked }: FakeResult): string {
  return listing([
    ["Marked as not applied, without running", unmarked],
    ["Marked as applied, without running", marked],
  ]);
}

export function createdText(
  { file, sameName }: Pick<CreatedMigration, "file" | "sameName">,
  style: Style,
  dryRun = false,
): string {
  const warning = `${style.yellow("Warning:")} another migration bears the same name: ${sameName.join(", ")}`;
  return [
    `${dryRun ? "Would create" : "Created"} ${style.bold(file)}`,
    ...(sameName.length > 0 ? [warning] : []),
  ].join("\n");
}

function listing(groups: readonly (readonly [string, readonly string[]])[]): string {
  const shown = groups.filter(([, names]) => names.length > 0);
  if (shown.length === 0) return "Nothing to do.";
  return shown
    .map(([heading, names]) => `${heading}:\n${names.map((name) => `  ${name}`).join("\n")}`)
    .join("\n");
}
