// @ts-check
// Applies the same migrations with every tool, side by side. README.md says what the numbers mean.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { runBench } from "./run-bench.js";
import { checkGoals } from "./goals.js";
import { readOptions } from "./options.js";
import { format } from "./report.js";
import { applyFarAway, applyLocally, findNothingToDo } from "./scenarios.js";
import { query, roundTrip, withDelay, withServer } from "./server.js";
import { summarize } from "./summary.js";
import { withTemporaryDirectory } from "./temporary.js";
import { chooseTools } from "./tools/index.js";
import { writeWorkload } from "./workload.js";

/** @typedef {import("./types.d.ts").Bench} Bench */

await runBench(main);

/** The whole bench. */
async function main() {
  const options = readOptions(process.argv.slice(2));
  const tools = chooseTools(options.tools);
  await withBench(options, tools, async (bench) => {
    const about = { options, facts: await facts(bench), roundTrip: await roundTrip(bench.delayed) };
    /** @type {import("./types.d.ts").Run[]} */
    const runs = [];
    try {
      for (const scenario of [applyLocally, applyFarAway, findNothingToDo])
        await scenario(bench, runs);
    } finally {
      tell(about, runs);
    }
  });
}

/**
 * Runs `use` with all that a bench needs, and takes it away again.
 * @param {import("./types.d.ts").Options} options
 * @param {import("./types.d.ts").Tool[]} tools
 * @param {(bench: Bench) => Promise<void>} use
 */
async function withBench(options, tools, use) {
  const signal = stopSignal();
  await withTemporaryDirectory(async (temporary) => {
    const workload = writeWorkload(temporary, options.migrations);
    const directory = join(temporary, "run");
    mkdirSync(directory);
    await withServer((server) =>
      withDelay(server, options.latency, (delayed) =>
        use({ options, tools, workload, server, delayed, directory, signal }),
      ),
    );
  });
}

/** Ends the tool that is running and then everything else, when we are told to stop. */
function stopSignal() {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => controller.abort());
  return controller.signal;
}

/**
 * Prints the table and the goals, and writes every number as JSON, to a file or below the table.
 * @param {{ options: import("./types.d.ts").Options, facts: Record<string, string>, roundTrip: number }} about
 * @param {import("./types.d.ts").Run[]} runs
 */
function tell(about, runs) {
  const summaries = summarize(runs);
  const goals = checkGoals(summaries);
  console.log(format(summaries, goals, about));
  const json = JSON.stringify({ date: new Date().toISOString(), ...about, goals, summaries, runs });
  if (about.options.json === undefined) console.log(`\n${json}`);
  else writeFileSync(about.options.json, `${json}\n`);
}

/**
 * The versions of all that takes part.
 * @param {Bench} bench
 */
async function facts({ server, tools }) {
  const [row] = await query(server, "SHOW server_version");
  const versions = tools.map((tool) => [tool.name, tool.version()]);
  return Object.fromEntries([
    ["cores", String(cpus().length)],
    ["node", process.version],
    ["server", row.server_version],
    ...versions,
  ]);
}
