import type { SingleBar } from "cli-progress";
import type { RunEvent, Watch } from "../events.ts";
import { jsonLine } from "../report/json.ts";
import { courseAfter, courseAt, courseText, detailText, type Course } from "../report/course.ts";
import { oneLine } from "../report/visible.ts";
import { eventText } from "../report/run-text.ts";
import { logLevelOf, logsJson, stamp, type LogLevel } from "./log.ts";
import { type Output, outgoing } from "./output.ts";

/** Shows a run as it goes. */
export interface ProgressDisplay {
  readonly watch: Watch;
  /** Takes the bar away; to be called before anything else is written. */
  stop(): void;
}

/**
 * A bar on a terminal, plain lines elsewhere, JSON lines where asked for.
 * @param heartbeat after how many seconds without a line one says what goes on; 0 for never
 */
export async function createProgress(output: Output, heartbeat: number): Promise<ProgressDisplay> {
  if (output.interactive && !logsJson()) return createBar(output);
  const quiet = new Heartbeat(heartbeat, (course, now) => beat(output, course, now));
  const write = (event: RunEvent) => {
    quiet.heard(event);
    if (isWritten(event, output)) quiet.restart();
  };
  return {
    watch: Object.assign(write, { drained: output.drained }),
    stop: () => quiet.stop(),
  };
}

/** Says on standard error, or in JSON, what goes on. */
function beat(output: Output, course: Course, now: number): void {
  if (!output.json && !logsJson()) return output.complain(`… ${courseText(course, now)}`);
  const { since, seen, batches, ...rest } = course;
  const { type: _, seconds: __, ...sighting } = seen ?? {};
  const { type: ___, migration: ____, direction: _____, ...progress } = batches ?? {};
  const seconds = Math.round((now - since) / 1000);
  writeJson(output, "heartbeat", "info", {
    ...rest,
    seconds,
    ...sighting,
    ...(batches && { batches: progress }),
  });
}

/** A line of JSON: of the log where there is one, or else among the results. */
function writeJson(output: Output, type: string, level: LogLevel, value: object): void {
  const line = jsonLine(type, { ...value, ...stamp(level) });
  if (logsJson()) output.log(line);
  else output.line(line);
}

/** Writes an event, where it is one that has a line. */
function isWritten(event: RunEvent, output: Output): boolean {
  if (isSighting(event)) return false;
  if (output.json || logsJson()) {
    const { type, ...rest } = event;
    writeJson(output, type, logLevelOf(event), rest);
    return true;
  }
  const text = eventText(event, output.style, output.verbose);
  if (text !== undefined) output.line(text);
  return text !== undefined;
}

/** Of what is seen again and again only a bar makes something. */
function isSighting({ type }: RunEvent): boolean {
  return type === "seen" || type === "batch-done" || type === "rollout-seen";
}

/** Follows what goes on, and says so after each so many seconds in which nothing else was said. */
class Heartbeat {
  #course = courseAt(performance.now());
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, say: (course: Course, now: number) => void) {
    if (!isTime(seconds)) return;
    this.#timer = setInterval(() => say(this.#course, performance.now()), seconds * 1000).unref();
  }

  heard(event: RunEvent): void {
    this.#course = courseAfter(this.#course, event, performance.now());
  }

  restart(): void {
    this.#timer?.refresh();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Not never, and no longer than a timer can wait. */
function isTime(seconds: number): boolean {
  return seconds > 0 && seconds * 1000 < 2 ** 31;
}

/** Lines go above the bar; both are on the terminal, so standard error will do for either. */
async function createBar(output: Output): Promise<ProgressDisplay> {
  const { MultiBar, Presets } = (await import("cli-progress")).default;
  const bars = new MultiBar({ ...barOptions, stream: process.stderr }, Presets.shades_classic);
  const elapsed = stopwatch();
  let bar: SingleBar | undefined;
  let course = courseAt(performance.now());
  const tick = () => {
    const detail = detailText(course);
    bar?.update({ elapsed: elapsed(), detail: outgoing(oneLine(detail && ` | ${detail}`)) });
  };
  const clock = setInterval(tick, betweenTicks).unref();
  return {
    watch(event) {
      course = courseAfter(course, event, performance.now());
      const text = eventText(event, output.style, output.verbose);
      if (text !== undefined && bar === undefined) output.line(text);
      else if (text !== undefined) bars.log(`${outgoing(text, output.style)}\n`);
      if (event.type === "seen" || event.type === "batch-done") tick();
      if (event.type === "started" && event.statements > 0) {
        bar ??= bars.create(event.statements, 0, { ...noneYet, unit: "statements" });
        bar.setTotal(event.statements);
        bar.update(0, noneYet);
      } else if (event.type === "progress") {
        bar?.update(event.statements, { elapsed: elapsed() });
      } else if (event.type === "migration-started") {
        bar?.update({ migration: outgoing(oneLine(event.migration)), elapsed: elapsed() });
      } else if (event.type === "rollout-seen") {
        bar ??= bars.create(event.members, 0, { ...noneYet, unit: "members" });
        bar.update(event.done + event.failed, {
          migration: event.failed === 0 ? "" : `${event.failed} failed`,
          elapsed: elapsed(),
        });
      } else if (event.type === "verifying") {
        bar ??= bars.create(event.of, 0, { ...noneYet, unit: "migrations" });
        bar.update(event.index, {
          migration: outgoing(oneLine(event.migration)),
          elapsed: elapsed(),
        });
      }
    },
    stop() {
      clearInterval(clock);
      if (bar === undefined) return;
      bars.update(); // writes the lines that wait for the next drawing
      bars.stop();
      bar = undefined;
    },
  };
}

/** Milliseconds; the clock moves while nothing else does. */
const betweenTicks = 100;

const noneYet = { migration: "", detail: "", elapsed: "0.0" };

const barOptions = {
  format: "{bar} {value}/{total} {unit} | {elapsed} s | {migration}{detail}",
  hideCursor: true,
  clearOnComplete: true,
  barsize: 24,
  noTTYOutput: false,
};

/** Seconds since it was made. */
function stopwatch(): () => string {
  const begin = performance.now();
  return () => ((performance.now() - begin) / 1000).toFixed(1);
}
