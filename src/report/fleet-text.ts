import type { Alike } from "../commands/each-member.ts";
import type { FleetDrift, FromMigrations } from "../commands/fleet-drift.ts";
import type { FleetPlan } from "../commands/fleet-plan.ts";
import type { FleetResult } from "../commands/fleet.ts";
import { listNames } from "../errors/index.ts";
import type { FailureGroup, MemberStatus, RolloutState, RolloutStatus } from "../fleet/index.ts";
import { columnsText } from "./columns.ts";
import { neutralText } from "./difference-text.ts";
import { duration, plural, type Style } from "./style.ts";
import { indented, oneLine } from "./visible.ts";

/** A rollout, for people. */
export function rolloutText(status: RolloutStatus & Partial<FleetResult>, style: Style): string {
  const { counts, waveCounts, migrations, failures, slowest, workers } = status;
  return [
    style.bold(headline(status)),
    ...(waveCounts.length > 1 ? ["", wavesText(waveCounts, style)] : []),
    "",
    columnsText(
      ["Members", "At"],
      migrations.map(({ migration, members }) => [
        String(members),
        migration ?? (counts.waiting > 0 ? "(not known yet)" : "(none)"),
      ]),
      { width: style.width, whole: 1 },
    ),
    ...failuresText(failures, style),
    ...(slowest.length > 0 ? ["", `Slowest: ${slowest.map(slowText).join(", ")}`] : []),
    ...(workers.length > 0 ? ["", ...workers.map(workerText)] : []),
    ...nextText(status),
  ].join("\n");
}

function headline({
  id,
  command,
  target,
  state,
  counts,
  secondsLeft,
  durationMs,
}: RolloutStatus & Partial<FleetResult>): string {
  const what = target === null ? command : `${command} to ${target}`;
  const parts = [
    `${counts.done} of ${plural(counts.members, "member")} done`,
    counts.failed > 0 && `${counts.failed} failed`,
    counts.running > 0 && `${counts.running} running`,
    counts.waiting > 0 && `${counts.waiting} waiting`,
    durationMs !== undefined && duration(durationMs),
    secondsLeft !== undefined && `about ${duration(secondsLeft * 1000)} left`,
  ];
  return `Rollout ${id} (${what}) ${stateWords[state]}: ${parts.filter(Boolean).join(", ")}`;
}

const stateWords: Record<RolloutState, string> = {
  running: "is running",
  paused: "is paused",
  stopped: "is stopped, as too many members failed",
  ended: "is over",
  aborted: "was aborted",
};

function wavesText(waves: RolloutStatus["waveCounts"], { width }: Style): string {
  return columnsText(
    ["Wave", "Members", "Done", "Failed", "Running", "Waiting"],
    waves.map(({ wave, members, done, failed, running, waiting }) =>
      [wave, members, done, failed, running, waiting].map(String),
    ),
    { width },
  );
}

/** One line for members that failed alike, and which they are. */
function failuresText(failures: readonly FailureGroup[], style: Style): string[] {
  return failures.flatMap(({ members, sqlState, code, message, such }) => [
    "",
    `${style.red(`${plural(members, "member")} failed`)} (${sqlState ?? code}): ${indented(message)}`,
    suchText({ members, such }, style),
  ]);
}

function slowText({ member, durationMs }: RolloutStatus["slowest"][number]): string {
  return `${oneLine(member)} ${duration(durationMs)}`;
}

function workerText({ host, pid, running, seenSeconds }: RolloutStatus["workers"][number]): string {
  const seen = seenSeconds > 5 ? `, silent for ${duration(seenSeconds * 1000)}` : "";
  return `Worker ${pid} on ${oneLine(host)}: ${plural(running, "member")}${seen}`;
}

/** What can be done next. */
function nextText({ state, counts, soakLeft, wave, waves }: RolloutStatus): string[] {
  const again = "`pgmaestro fleet retry` tries again what has failed";
  if (state === "stopped")
    return ["", `${again}, \`fleet resume\` goes on without it, \`fleet abort\` ends the rollout.`];
  if (state === "paused") return ["", "`pgmaestro fleet resume` goes on."];
  if (state === "ended" && counts.failed > 0) return ["", `${again}.`];
  if (state === "running" && soakLeft > 0)
    return ["", `Wave ${wave} of ${waves} soaks for ${duration(soakLeft * 1000)} more.`];
  return [];
}

/** One member of a rollout, for people. */
export function memberText(member: MemberStatus, { width }: Style): string {
  const { state, wave, attempts, migration, migrations, durationMs, error } = member;
  const rows = [
    ["State", state],
    ["Wave", String(wave)],
    ["At", migration ?? "(not known yet)"],
    ["Migrations run", String(migrations)],
    ["Tries", String(attempts)],
    ...(durationMs === null ? [] : [["Took", duration(durationMs)]]),
    ...(error === null ? [] : [["Error", `${error.sqlState ?? error.code}: ${error.message}`]]),
  ];
  return columnsText([oneLine(member.member), ""], rows, { width });
}

/** What a rollout would do, for people. */
export function fleetPlanText({ members, groups, failures }: FleetPlan, style: Style): string {
  const told = groups.map(({ migrations, segments, ...alike }) => {
    const { members: count } = alike;
    const what =
      migrations.length === 0
        ? `${plural(count, "member")}: nothing to do`
        : `${plural(count, "member")}: ${plural(migrations.length, "migration")} in ${plural(segments, "segment")}`;
    return [what, ...migrations.map((name) => `  ${oneLine(name)}`), suchText(alike, style)].join(
      "\n",
    );
  });
  return [style.bold(plural(members, "member")), ...told, ...failuresText(failures, style)].join(
    "\n",
  );
}

/** Which members have another schema than most, or than their migrations make, for people. */
export function fleetDriftText(drift: FleetDrift, style: Style): string {
  const { members, groups, failures, comparedWith, scratch } = drift;
  const heading =
    groups.length === 0
      ? `None of ${plural(members, "member")} could be looked at`
      : headingOf(drift);
  const told = comparedWith === "migrations" ? groups : groups.filter(isOther);
  return [
    style.bold(heading),
    ...told.map((group) => `\n${groupText(group, style)}`),
    ...failuresText(failures, style),
    ...(scratch === undefined ? [] : ["", style.dim(`The migrations were applied on ${scratch}.`)]),
  ].join("\n");
}

function headingOf({ members, groups }: FleetDrift): string {
  const same = groups.filter((group) => !isOther(group));
  const count = same.reduce((sum, group) => sum + group.members, 0);
  return `${count} of ${plural(members, "member")} have the same schema, at ${lastOf(same[0]!)}`;
}

function isOther({ differences }: Group): boolean {
  return differences.length > 0;
}

type Group = FleetDrift["groups"][number];

function lastOf({ migration }: Group): string {
  return migration === null ? "no migration" : oneLine(migration);
}

function groupText(group: Group, style: Style): string {
  const { members, fromMigrations } = group;
  const head = `${plural(members, "member")} at ${lastOf(group)}`;
  const found =
    fromMigrations === undefined
      ? { head: `${head}:`, lines: differencesText(group.differences, "most") }
      : againstMigrations(head, fromMigrations);
  return [found.head, suchText(group, style), ...found.lines].join("\n");
}

function againstMigrations(head: string, found: FromMigrations) {
  switch (found.outcome) {
    case "no-migration":
      return { head: `${head}, so there is nothing to compare with:`, lines: [] };
    case "failed":
      return { head: `${head}, not compared: ${indented(found.failure.message)}`, lines: [] };
    case "compared": {
      const { differences, edited, partial } = found;
      const how =
        differences.length === 0 ? "as the migrations make it" : "not as the migrations make it";
      return {
        head: `${head}, ${how}:`,
        lines: [
          ...differencesText(differences, "the migrations"),
          ...namesText("edited since applied, so compared by what they say now", edited),
          ...namesText("stopped halfway, so what they did counts", partial),
        ],
      };
    }
  }
}

function namesText(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`  ${what}: ${listNames(names.map(oneLine))}`];
}

function differencesText(differences: Group["differences"], other: string): string[] {
  const more = differences.length - mostDifferences;
  return [
    ...differences.slice(0, mostDifferences).map((one) => `  ${neutralText(one, other, "these")}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** What more members lack or have is all the same migration. */
const mostDifferences = 10;

/** Some of those that are alike. */
function suchText({ members, such }: Alike, style: Style): string {
  return style.dim(`  ${listNames(such.map(oneLine))}${members > such.length ? ", …" : ""}`);
}
