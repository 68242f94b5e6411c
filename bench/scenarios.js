// @ts-check
import { measure } from "./measure.js";
import { databaseUrl, newDatabase, query } from "./server.js";

/** @typedef {import("./types.d.ts").Bench} Bench */
/** @typedef {import("./types.d.ts").Tool} Tool */
/** @typedef {import("./types.d.ts").Run} Run */

const idleRounds = 10;

/**
 * Every tool in turn applies everything to a new database; round by round, as the machine's speed drifts.
 * @param {Bench} bench
 * @param {Run[]} runs to add to
 */
export async function applyLocally(bench, runs) {
  for (let round = 1; round <= bench.options.runs; round++) {
    for (const tool of bench.tools)
      runs.push(await applyOnce(bench, tool, { scenario: "apply", round, delayed: false }));
  }
}

/**
 * The same through the delaying proxy, each time right after a local run to compare it with.
 * @param {Bench} bench
 * @param {Run[]} runs to add to
 */
export async function applyFarAway(bench, runs) {
  for (let round = 1; round <= bench.options.runs; round++) {
    for (const tool of bench.tools) {
      runs.push(await applyOnce(bench, tool, { scenario: "latency", round, delayed: false }));
      runs.push(await applyOnce(bench, tool, { scenario: "latency", round, delayed: true }));
    }
  }
}

/**
 * Everything is applied already, and every tool in turn finds nothing to do; beside it a Node that does nothing.
 * The first round is not counted: it reads what later rounds find in the system's cache.
 * @param {Bench} bench
 * @param {Run[]} runs to add to
 */
export async function findNothingToDo(bench, runs) {
  const commands = [nodeAlone, ...(await everythingApplied(bench))];
  for (let round = 0; round <= idleRounds; round++) {
    for (const { tool, command, url } of commands) {
      const measurement = await measure(command, { ...bench, url });
      const run = report({
        scenario: "nothing to do",
        tool,
        round,
        delayed: false,
        ...measurement,
      });
      if (round > 0) runs.push(run);
    }
  }
}

const nodeAlone = { tool: "node -e 0", command: [process.execPath, "-e", "0"], url: "" };

/**
 * For each tool that knows its history, a database with everything applied and the command that finds that out.
 * @param {Bench} bench
 */
async function everythingApplied(bench) {
  const commands = [];
  for (const tool of bench.tools.filter(({ knowsHistory }) => knowsHistory)) {
    const url = databaseUrl(bench.server, await newDatabase(bench.server));
    const command = tool.up(bench.workload, url);
    await measure(command, { ...bench, url });
    commands.push({ tool: tool.name, command, url });
  }
  return commands;
}

/**
 * One tool applies everything to a new database, and we look whether it did.
 * @param {Bench} bench
 * @param {Tool} tool
 * @param {Pick<Run, "scenario" | "round" | "delayed">} run
 */
async function applyOnce(bench, tool, run) {
  const name = await newDatabase(bench.server);
  const url = databaseUrl(run.delayed ? bench.delayed : bench.server, name);
  const measurement = await measure(tool.up(bench.workload, url), { ...bench, url });
  await expectApplied(databaseUrl(bench.server, name), bench.workload.count, tool);
  return report({ tool: tool.name, ...run, ...measurement });
}

/**
 * Throws unless the database has every table and every index of the workload.
 * @param {string} url
 * @param {number} count
 * @param {Tool} tool
 */
async function expectApplied(url, count, tool) {
  const [found] = await query(
    url,
    `SELECT count(*) FILTER (WHERE relkind = 'r')::int AS tables, count(*) FILTER (WHERE relkind = 'i')::int AS indexes
     FROM pg_class WHERE relname ~ '^bench_[0-9]+(_name)?$'`,
  );
  if (found.tables === count && found.indexes === count) return;
  throw new Error(
    `${tool.name} left ${found.tables} tables and ${found.indexes} indexes of ${count}`,
  );
}

/**
 * Tells those who wait that a run is over.
 * @param {Run} run
 */
function report(run) {
  const place = run.delayed ? ", delayed" : "";
  console.error(
    `${run.scenario}, round ${run.round}: ${run.tool}${place} ${run.seconds.toFixed(3)} s`,
  );
  return run;
}
