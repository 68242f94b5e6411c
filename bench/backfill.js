// @ts-check
// Changes every row of a table in batches while an application uses it, and kills the run now and then. README.md says what for.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { runBench } from "./run-bench.js";
import { quantile, startApplication } from "./application.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { program } from "./tools/pgmaestro.js";

/** Seconds without a backfill before each run of it, as a machine is not equally fast all the time. */
const alone = 5;

await runBench(main);

/** The whole bench. */
async function main() {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      kills: { type: "string", default: "5" },
    },
  });
  const [rows, kills] = [Number(values.rows), Number(values.kills)];
  if (!(rows >= 1 && kills >= 0)) throw new Error("--rows and --kills are numbers");
  const [load = 0] = loadavg();
  console.log(`${rows} rows, ${kills} kills; load ${load.toFixed(1)}`);
  await withTemporaryDirectory((directory) =>
    withServer(async (server) => {
      const url = databaseUrl(server, await newDatabase(server));
      await query(url, "CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL, seen int)");
      await query(url, `INSERT INTO orders SELECT n, 1, 0 FROM generate_series(1, ${rows}) n`);
      await query(url, "VACUUM ANALYZE orders");
      writeMigration(directory);
      const { before, during, seconds } = await inTurns(url, directory, rows, kills);
      console.log(lineOf("alone", before));
      console.log(`${lineOf("beside it", during)}; all rows in ${seconds.toFixed(0)} s`);
      const ratio = quantile(during, 0.99) / quantile(before, 0.99);
      console.log(`99th percentile: ${ratio.toFixed(2)} of that alone`);
      console.log(await doneTimes(url));
    }),
  );
}

/** @param {string} directory */
function writeMigration(directory) {
  mkdirSync(join(directory, "migrations"));
  writeFileSync(
    join(directory, "migrations", "1_total.sql"),
    "-- Up Migration\n-- pgmaestro: backfill orders\nUPDATE orders SET total = total + 1;\n",
  );
}

/**
 * The application without and with the backfill, which is killed so often, and then runs to its end.
 * @param {string} url
 * @param {string} cwd
 * @param {number} rows
 * @param {number} kills
 */
async function inTurns(url, cwd, rows, kills) {
  /** @type {number[]} */
  const before = [];
  /** @type {number[]} */
  const during = [];
  let seconds = 0;
  for (let run = 0; run <= kills; run++) {
    before.push(...(await duringApplication(url, rows, () => sleep(alone * 1000))));
    const begin = performance.now();
    const action = () => backfilled(url, cwd, run < kills);
    during.push(...(await duringApplication(url, rows, action)));
    seconds += (performance.now() - begin) / 1000;
  }
  return { before: sorted(before), during: sorted(during), seconds };
}

/** @param {number[]} times */
function sorted(times) {
  return times.toSorted((one, other) => one - other);
}

/**
 * How long the application's statements took while something went on: it reads a row and changes another column of it.
 * @param {string} url
 * @param {number} rows
 * @param {() => Promise<void>} action
 */
async function duringApplication(url, rows, action) {
  const id = () => 1 + Math.floor(Math.random() * rows);
  const application = startApplication(url, {
    clients: 4,
    every: 10,
    next: () =>
      Math.random() < 0.5
        ? `SELECT total FROM orders WHERE id = ${id()}`
        : `UPDATE orders SET seen = seen + 1 WHERE id = ${id()}`,
  });
  await action();
  return application.stop();
}

/**
 * Runs it to its end, or kills it on the way.
 * @param {string} url
 * @param {string} cwd
 * @param {boolean} isKilled
 */
async function backfilled(url, cwd, isKilled) {
  const { child, ended } = started(url, cwd);
  if (isKilled) {
    await sleep(2000 + Math.random() * 3000);
    child.kill("SIGKILL");
  }
  const code = await ended;
  if (!isKilled && code !== 0) throw new Error(`The last run ended with ${code}`);
}

/**
 * @param {string} url
 * @param {string} cwd
 */
function started(url, cwd) {
  const child = spawn(process.execPath, [program, "up"], {
    cwd,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit"],
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.on("close", resolve));
  return { child, ended };
}

/**
 * How many rows were changed how often.
 * @param {string} url
 */
async function doneTimes(url) {
  const times = await query(
    url,
    "SELECT total - 1 AS times, count(*)::int AS rows FROM orders GROUP BY 1 ORDER BY 1",
  );
  return times.map(({ times: often, rows }) => `${rows} rows changed ${often} times`).join(", ");
}

/**
 * @param {string} what
 * @param {number[]} times
 */
function lineOf(what, times) {
  const shown = [0.5, 0.99, 1].map((share) => `${quantile(times, share).toFixed(1)} ms`);
  return `${what.padEnd(10)} median ${shown[0]}, 99th percentile ${shown[1]}, slowest ${shown[2]} of ${times.length}`;
}
