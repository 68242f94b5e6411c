import type { SingleBar } from "cli-progress";
import type { RunEvent, Watch } from "../events.ts";
import { jsonLine } from "../report/json.ts";
import { oneLine } from "../report/visible.ts";
import { eventText } from "../report/run-text.ts";
import { type Output, outgoing } from "./output.ts";

/** Shows a run as it goes. */
export interface ProgressDisplay {
  readonly watch: Watch;
  /** Takes the bar away; to be called before anything else is written. */
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere, JSON lines where asked for. */
export async function createProgress(output: Output): Promise<ProgressDisplay> {
  if (output.interactive) return createBar(output);
  const write: Watch = output.json
    ? ({ type, ...event }) => output.line(jsonLine(type, event))
    : (event) => writeLine(output, event);
  return { watch: Object.assign(write, { drained: output.drained }), stop() {} };
}

function writeLine(output: Output, event: RunEvent): void {
  const text = eventText(event, output.style, output.verbose);
  if (text !== undefined) output.line(text);
}

/** Lines go above the bar; both are on the terminal, so standard error will do for either. */
async function createBar(output: Output): Promise<ProgressDisplay> {
  const { MultiBar, Presets } = (await import("cli-progress")).default;
  const bars = new MultiBar({ ...barOptions, stream: process.stderr }, Presets.shades_classic);
  const elapsed = stopwatch();
  let bar: SingleBar | undefined;
  return {
    watch(event) {
      const text = eventText(event, output.style, output.verbose);
      if (text !== undefined && bar === undefined) output.line(text);
      else if (text !== undefined) bars.log(`${outgoing(text, output.style)}\n`);
      if (event.type === "started" && event.statements > 0) {
        bar ??= bars.create(event.statements, 0, { ...noneYet, unit: "statements" });
        bar.setTotal(event.statements);
        bar.update(0, noneYet);
      } else if (event.type === "progress") {
        bar?.update(event.statements, { elapsed: elapsed() });
      } else if (event.type === "migration-started") {
        bar?.update({ migration: outgoing(oneLine(event.migration)), elapsed: elapsed() });
      } else if (event.type === "verifying") {
        bar ??= bars.create(event.of, 0, { ...noneYet, unit: "migrations" });
        bar.update(event.index, {
          migration: outgoing(oneLine(event.migration)),
          elapsed: elapsed(),
        });
      }
    },
    stop() {
      if (bar === undefined) return;
      bars.update(); // writes the lines that wait for the next drawing
      bars.stop();
      bar = undefined;
    },
  };
}

const noneYet = { migration: "", elapsed: "0.0" };

const barOptions = {
  format: "{bar} {value}/{total} {unit} | {elapsed} s | {migration}",
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
