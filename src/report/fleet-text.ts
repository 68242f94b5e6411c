import type { Alike } from "../commands/each-member.ts";
import type { FleetDrift } from "../commands/fleet-drift.ts";
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

/** Which members have another schema than most, for people. */
export function fleetDriftText({ members, groups, failures }: FleetDrift, style: Style): string {
  const [most, ...others] = groups;
  const told = others.map(({ migration, differences, ...alike }) =>
    [
      "",
      `${plural(alike.members, "member")} at ${migration ?? "no migration"}:`,
      suchText(alike, style),
      ...differences
        .slice(0, mostDifferences)
        .map((one) => `  ${neutralText(one, "most", "these")}`),
      ...(differences.length > mostDifferences
        ? [`  and ${differences.length - mostDifferences} more`]
        : []),
    ].join("\n"),
  );
  const same =
    most === undefined
      ? `None of ${plural(members, "member")} could be looked at`
      : `${most.members} of ${plural(members, "member")} have the same schema, at ${most.migration ?? "no migration"}`;
  return [style.bold(same), ...told, ...failuresText(failures, style)].join("\n");
}

/** What more members lack or have is all the same migration. */
const mostDifferences = 10;

/** Some of those that are alike. */
function suchText({ members, such }: Alike, style: Style): string {
  return style.dim(`  ${listNames(such.map(oneLine))}${members > such.length ? ", …" : ""}`);
}
