// @ts-check
// A worker on a rollout to members that are none: what it costs beside the migrations. Prints its peak memory in bytes.
import { readFileSync } from "node:fs";
import { beginRollout, withControl, workOnRollout } from "../dist/fleet/index.js";

const [control = "", count = "0"] = process.argv.slice(2);

const settings = {
  control,
  members: { module: new URL("./fleet-members.js", import.meta.url).pathname },
  concurrency: 50,
};

process.env["BENCH_MEMBERS"] = count;
await work();

/** Begins a rollout and works on it to its end. */
async function work() {
  const begin = performance.now();
  await withControl(settings, async (connection) => {
    const { id } = await beginRollout(connection, settings, { command: "up", who: "bench" });
    const begun = performance.now();
    const run = async () => ({ migration: "1_a", migrations: 0 });
    const watch = () => {};
    const { state } = await workOnRollout(connection, id, { settings, run, watch });
    const [peak] = /(?<=VmHWM:\s+)\d+/.exec(readFileSync("/proc/self/status", "utf8")) ?? ["0"];
    const usage = process.resourceUsage();
    console.log(
      JSON.stringify({
        state,
        beginSeconds: (begun - begin) / 1000,
        seconds: (performance.now() - begin) / 1000,
        cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
        peakBytes: Number(peak) * 1024,
      }),
    );
  });
}
