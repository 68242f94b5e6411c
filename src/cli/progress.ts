import type { RunEvent, Watch } from "../events.ts";
import { jsonLine } from "../report/json.ts";
import { eventText } from "../report/run-text.ts";
import type { Output } from "./output.ts";

/** Shows a run as it goes. */
export interface ProgressDisplay {
  readonly watch: Watch;
  /** Takes the bar away; to be called before anything else is written. */
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere, JSON lines where asked for. */
export async function createProgress(output: Output): Promise<ProgressDisplay> {
  if (output.json)
    return { watch: ({ type, ...event }) => output.line(jsonLine(type, event)), stop() {} };
  return output.interactive
    ? createBar(output)
    : { watch: (event) => writeLine(output, event), stop() {} };
}

function writeLine(output: Output, event: RunEvent): void {
  const text = eventText(event, output.style, output.verbose);
  if (text !== undefined) output.line(text);
}

async function createBar(output: Output): Promise<ProgressDisplay> {
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar(
    {
      format: "{bar} {value}/{total} statements | {elapsed} s | {migration}",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      noTTYOutput: false,
    },
    progress.Presets.shades_classic,
  );
  const elapsed = stopwatch();
  let running = false;
  const pause = (action: () => void) => {
    if (running) process.stderr.write("\r\u001B[K");
    action();
  };
  return {
    watch(event) {
      pause(() => writeLine(output, event));
      if (event.type === "started" && event.statements > 0) {
        bar.start(event.statements, 0, { migration: "", elapsed: "0" });
        running = true;
      } else if (event.type === "progress") bar.update(event.statements, { elapsed: elapsed() });
      else if (event.type === "migration-started")
        bar.update({ migration: event.migration, elapsed: elapsed() });
    },
    stop() {
      if (running) bar.stop();
      running = false;
    },
  };
}

function stopwatch(): () => string {
  const begin = performance.now();
  return () => ((performance.now() - begin) / 1000).toFixed(1);
}
