import type { Adopted, RunResult } from "../engine/index.ts";
import {
  describeBlocker,
  describeHolder,
  describeWaiting,
  type GaveWayReason,
  listNames,
} from "../errors/index.ts";
import type { RunEvent } from "../events.ts";
import { duration, plural, type Style } from "./style.ts";
import { indented, oneLine } from "./visible.ts";

/** One line for an event, or nothing where people need not see it. */
export function eventText(event: RunEvent, style: Style, verbose: boolean): string | undefined {
  switch (event.type) {
    case "creating-database":
      return style.dim(
        `Making a new embedded database in ${event.directory}; the first one takes some seconds.`,
      );
    case "absent-database":
      return style.dim(
        `There is no database in ${event.directory} yet; an empty one stands for it.`,
      );
    case "waiting-for-server":
      return `${event.message}; waiting for the server …`;
    case "waiting":
      return `Waiting for another run${event.holder ? `: ${describeHolder(event.holder)}` : ""} …`;
    case "warning": {
      const place = event.file === undefined ? "" : `${event.file}:${event.line ?? 1}: `;
      return `${style.yellow("Warning:")} ${place}${indented(event.message)}`;
    }
    case "migration-done": {
      const arrow = event.direction === "up" ? style.green("up  ") : style.yellow("down");
      return `${arrow} ${oneLine(event.migration)} ${style.dim(duration(event.durationMs))}`;
    }
    case "blocked":
      return event.by
        .map((one) => `${style.yellow("Waiting:")} behind ${describeBlocker(one)}`)
        .join("\n");
    case "blocking":
      return `${style.yellow("Holding up others:")} ${describeWaiting(event.waiting)}`;
    case "batches-paused":
      return `${style.yellow("Waiting:")} for replicas, which lag ${duration(event.lagMs)} behind`;
    case "ended-blocker":
      return `${style.yellow("Ended:")} ${describeBlocker(event.session)}, which was in the way of ${oneLine(event.migration)}`;
    case "gave-way":
      return `${style.yellow("Gave way:")} ${event.migration} ${gaveWayWords[event.reason]}; try ${event.tries + 1} in ${duration(event.pauseMs)}`;
    case "migration-ran":
      return verbose
        ? style.dim(`ran  ${event.migration} ${duration(event.durationMs)}, not committed yet`)
        : undefined;
    case "migration-rolled-back":
      return verbose ? style.dim(`back ${event.migration}, rolled back`) : undefined;
    case "dropped-invalid-index":
      return `${style.yellow("Warning:")} dropped the invalid index ${oneLine(event.index)}, left by a build that failed`;
    case "wave-begun":
      return style.dim(
        `Wave ${event.wave} of ${event.waves}, ${plural(event.members, "member")} in all`,
      );
    case "member-ended":
      return memberEndedText(event, style, verbose);
    case "notice":
      return verbose || event.severity === "WARNING"
        ? style.dim(`${event.severity}: ${indented(event.message)} (${oneLine(event.migration)})`)
        : undefined;
    default:
      return undefined;
  }
}

/** Of members that are done a large fleet has too many to name. */
function memberEndedText(
  { member, outcome, error, migrations, durationMs }: Extract<RunEvent, { type: "member-ended" }>,
  style: Style,
  verbose: boolean,
): string | undefined {
  if (outcome === "failed")
    return `${style.red("failed")} ${oneLine(member)}: ${indented(error!.message)}`;
  if (outcome === "again")
    return `${style.yellow("later ")} ${oneLine(member)}: ${indented(error!.message)}`;
  if (!verbose) return undefined;
  const did = outcome === "done" ? plural(migrations, "migration") : "given back";
  return style.dim(`${outcome.padEnd(6)} ${oneLine(member)}: ${did}, ${duration(durationMs)}`);
}

const gaveWayWords: Record<GaveWayReason, string> = {
  "lock-timeout": "did not get its lock in time and is rolled back",
  deadlock: "was in a deadlock and is rolled back",
  "blocked-others": "held up others and is rolled back",
};

/** What was recorded of migrations that were applied before. */
export function adoptedText({ adopted, squashed = [] }: Adopted): string[] {
  const adoption = `Adopted ${plural(adopted.length, "migration")} that another tool applied: their checksums are journaled now.`;
  const squash = `In the history ${listNames(squashed)} is in the place of the migrations that it was made of now.`;
  return [...(adopted.length > 0 ? [adoption] : []), ...(squashed.length > 0 ? [squash] : [])];
}

/** What a run did, in one line or two. */
export function runSummary(result: RunResult, style: Style): string {
  const { migrations, durationMs } = result;
  const count = (direction: "up" | "down") =>
    migrations.filter((migration) => migration.direction === direction).length;
  const [ups, downs] = [count("up"), count("down")];
  const did = [
    downs > 0 && `${plural(downs, "migration")} rolled back`,
    ups > 0 && `${plural(ups, "migration")} applied`,
  ];
  const sentence =
    migrations.length === 0
      ? "Nothing to do."
      : `${did.filter(Boolean).join(", ")} in ${duration(durationMs)}.`;
  return [...adoptedText(result), style.bold(sentence)].join("\n");
}
