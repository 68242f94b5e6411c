import { describeBlocker, describeWaiting } from "../errors/index.ts";
import type { CommandProgress, RunEvent } from "../events.ts";
import { duration } from "./style.ts";
import { oneLine } from "./visible.ts";

/** What goes on now, as the events so far say. */
export interface Course {
  readonly doing:
    | "connecting"
    | "waiting-for-server"
    | "waiting-for-run"
    | "running"
    | "pausing"
    | "verifying";
  /** Since when: milliseconds of the clock that the events were given with. */
  readonly since: number;
  readonly migration?: string;
  readonly direction?: "up" | "down";
  /** How often it was tried in vain. */
  readonly tries?: number;
  /** What was seen of it last. */
  readonly seen?: Extract<RunEvent, { type: "seen" }>;
  /** How far its batches are. */
  readonly batches?: Extract<RunEvent, { type: "batch-done" }>;
}

export function courseAt(now: number): Course {
  return { doing: "connecting", since: now };
}

/** What goes on after an event. */
export function courseAfter(before: Course, event: RunEvent, now: number): Course {
  switch (event.type) {
    case "waiting-for-server":
      return { doing: "waiting-for-server", since: now };
    case "waiting":
      return { doing: "waiting-for-run", since: now };
    case "verifying":
      return { doing: "verifying", since: now, migration: event.migration };
    case "migration-started":
      return started(before, event, now);
    case "gave-way": {
      const { migration, direction, tries } = event;
      return { doing: "pausing", since: before.since, migration, direction, tries };
    }
    case "batch-done":
      return { ...before, batches: event };
    case "seen":
      return before.doing === "running" ? { ...before, seen: event } : before;
    default:
      return before;
  }
}

/** Tried again, it goes on from when it was tried first. */
function started(
  before: Course,
  { migration, direction }: Extract<RunEvent, { type: "migration-started" }>,
  now: number,
): Course {
  const isAgain = before.migration === migration && before.direction === direction;
  const { since, tries } = isAgain ? before : { since: now, tries: undefined };
  return { doing: "running", since, migration, direction, ...(tries && { tries }) };
}

/** `up 3_region for 40 s, try 2: CREATE INDEX of orders, building index: scanning table, 43 %, 50 s left` */
export function courseText(course: Course, now: number): string {
  const detail = detailText(course);
  return `${whatText(course)} for ${duration(now - course.since)}${detail && `${course.tries ? ", " : ": "}${detail}`}`;
}

function whatText({ doing, migration = "", direction }: Course): string {
  switch (doing) {
    case "connecting":
      return "at work";
    case "waiting-for-server":
      return "waiting for the server";
    case "waiting-for-run":
      return "waiting for another run";
    case "verifying":
      return `verifying ${oneLine(migration)}`;
    case "running":
    case "pausing":
      return `${direction} ${oneLine(migration)}`;
  }
}

/** What else is known of what goes on; empty where that is nothing. */
export function detailText({ doing, tries, seen, batches }: Course): string {
  const attempt = tries === undefined ? [] : [`try ${tries + 1}`];
  if (doing === "pausing") return `pausing before ${attempt.join()}`;
  const done = batches === undefined ? [] : [batchesText(batches)];
  if (seen === undefined) return [...attempt, ...done].join(", ");
  const { blockers, waiting, progress } = seen;
  return [
    ...attempt,
    ...done,
    ...blockers.slice(0, 1).map((one) => `waits behind ${describeBlocker(one)}`),
    ...(progress ? [progressText(progress)] : []),
    ...(waiting.sessions > 0 ? [describeWaiting(waiting)] : []),
  ].join(", ");
}

function batchesText({
  table,
  met,
  changed,
  percent,
  secondsLeft,
}: NonNullable<Course["batches"]>) {
  const rows = `${met.toLocaleString("en")} rows of ${oneLine(table)} gone through, ${changed.toLocaleString("en")} changed`;
  return [rows, ...howFar(percent, secondsLeft)].join(", ");
}

function howFar(percent: number | undefined, secondsLeft: number | undefined): string[] {
  const left = secondsLeft === undefined ? [] : [`${duration(secondsLeft * 1000)} left`];
  return [...(percent === undefined ? [] : [`${percent} %`]), ...left];
}

function progressText(progress: CommandProgress): string {
  const { command, relation, phase, percent, secondsLeft } = progress;
  const what = relation === undefined ? command : `${command} of ${oneLine(relation)}`;
  return [what, ...(phase === undefined ? [] : [phase]), ...howFar(percent, secondsLeft)].join(
    ", ",
  );
}
