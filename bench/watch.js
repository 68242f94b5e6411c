// @ts-check
// How long `pgmaestro watch` takes from a save to its answer. README.md says more.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { goalLine } from "./report.js";
import { runBench } from "./run-bench.js";
import { databaseUrl, newDatabase, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { pgmaestro, program } from "./tools/pgmaestro.js";
import { writeVerifyWorkload } from "./verify-workload.js";

await runBench(main);

/** The whole bench. */
async function main() {
  const missing = pgmaestro.missing();
  if (missing !== undefined) throw new Error(missing);
  const { values } = parseArgs({ options: { saves: { type: "string", default: "20" } } });
  const [load = 0] = loadavg();
  console.log(`${values.saves} saves after 62 migrations, load ${load.toFixed(1)}`);
  await withTemporaryDirectory(async (temporary) => {
    const saves = Number(values.saves);
    const last = writeVerifyWorkload(join(temporary, "migrations"));
    const file = join(temporary, "migrations", `${last}.sql`);
    await withServer(async (server) => {
      const url = databaseUrl(server, await newDatabase(server));
      tell("server", 300, await answers(temporary, file, saves, ["--database-url", url]));
    });
    tell("PGlite", 1000, await answers(temporary, file, saves, []));
  });
}

/**
 * The milliseconds from each save to its answer.
 * @param {string} directory
 * @param {string} file
 * @param {number} saves
 * @param {string[]} options
 */
async function answers(directory, file, saves, options) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [program, "watch", "--json", ...options], {
    cwd: directory,
    env: { PATH, HOME },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await saved(lines);
  const text = readFileSync(file, "utf8");
  const times = [];
  for (let save = 1; save <= saves; save++) {
    const begin = performance.now();
    writeFileSync(file, `${text}-- save ${save}\n`);
    await saved(lines);
    times.push(performance.now() - begin);
  }
  writeFileSync(file, text);
  child.kill("SIGINT");
  await once(child, "close");
  return times.toSorted((one, other) => one - other);
}

/**
 * Waits for the next answer.
 * @param {AsyncIterator<string>} lines
 */
async function saved(lines) {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error("pgmaestro watch ended by itself");
    if (JSON.parse(value).type === "saved") return;
  }
}

/**
 * @param {string} place
 * @param {number} limit
 * @param {number[]} times
 */
function tell(place, limit, times) {
  const at = (/** @type {number} */ part) => times[Math.floor((times.length - 1) * part)] ?? NaN;
  console.log(
    `${place}: minimum ${at(0).toFixed(0)}, median ${at(0.5).toFixed(0)}, maximum ${at(1).toFixed(0)} ms`,
  );
  console.log(goalLine({ name: `save to answer, ${place}`, value: at(0.5), limit, unit: " ms" }));
}
