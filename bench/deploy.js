// @ts-check
// Deploys one ALTER TABLE behind a transaction that stays open, while an application reads the table. README.md says what for.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { runBench } from "./run-bench.js";
import { quantile, startApplication } from "./application.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { dbmate } from "./tools/dbmate.js";
import { nodePgMigrate } from "./tools/node-pg-migrate.js";
import { pgmaestro } from "./tools/pgmaestro.js";

/** @typedef {{ tool: string, slowestMs: number, medianMs: number, seconds: number, applied: boolean }} Deployed */

const table = "CREATE TABLE busy (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)";
const rows = "INSERT INTO busy (id) SELECT generate_series(1, 10000)";
const alter = "ALTER TABLE busy ADD COLUMN region text;";

await runBench(main);

/** The whole bench. */
async function main() {
  const { values } = parseArgs({ options: { blocked: { type: "string", default: "30" } } });
  const blocked = Number(values.blocked);
  if (!(blocked >= 1 && blocked <= 600))
    throw new Error(`--blocked is 1 to 600 seconds, not "${values.blocked}"`);
  const [load = 0] = loadavg();
  console.log(`A transaction is open for ${blocked} s; load ${load.toFixed(1)}`);
  await withTemporaryDirectory((directory) =>
    withServer(async (server) => {
      for (const tool of [pgmaestro, nodePgMigrate, dbmate]) {
        const missing = tool.missing();
        if (missing !== undefined) throw new Error(`${tool.name}: ${missing}`);
        console.log(lineOf(await deploy(tool, server, directory, blocked)));
      }
    }),
  );
}

/**
 * One tool, on a database of its own.
 * @param {import("./types.d.ts").Tool} tool
 * @param {string} server
 * @param {string} directory
 * @param {number} blocked seconds
 * @returns {Promise<Deployed>}
 */
async function deploy(tool, server, directory, blocked) {
  const url = databaseUrl(server, await newDatabase(server));
  await query(url, table);
  await query(url, rows);
  const workload = writeMigration(join(directory, tool.name));
  const application = startApplication(url, {
    clients: 4,
    every: 20,
    next: () => "SELECT n FROM busy WHERE id = 4711",
  });
  const blocker = await openTransaction(url);
  const begin = performance.now();
  const run = finished(tool.up(workload, url), url, directory);
  await sleep(blocked * 1000);
  await blocker.query("COMMIT");
  await blocker.end();
  await run;
  const seconds = (performance.now() - begin) / 1000;
  const times = await application.stop();
  const [{ applied }] = await query(
    url,
    "SELECT count(*) = 1 AS applied FROM pg_attribute WHERE attrelid = 'busy'::regclass AND attname = 'region'",
  );
  return {
    tool: tool.name,
    slowestMs: times.at(-1) ?? 0,
    medianMs: quantile(times, 0.5),
    seconds,
    applied,
  };
}

/**
 * The same migration in each tool's layout.
 * @param {string} directory
 * @returns {import("./types.d.ts").Workload}
 */
function writeMigration(directory) {
  const [sections, forDbmate] = [join(directory, "sections"), join(directory, "dbmate")];
  for (const one of [sections, forDbmate]) mkdirSync(one, { recursive: true });
  writeFileSync(join(sections, "1_region.sql"), `-- Up Migration\n${alter}\n-- Down Migration\n`);
  writeFileSync(join(forDbmate, "1_region.sql"), `-- migrate:up\n${alter}\n-- migrate:down\n`);
  return { count: 1, sections, dbmate: forDbmate, drizzle: "", oneFile: "" };
}

/**
 * A report that somebody runs: it has read the table, and stays open.
 * @param {string} url
 */
async function openTransaction(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT count(*) FROM busy");
  return client;
}

/**
 * Runs a tool to its end.
 * @param {string[]} command
 * @param {string} url
 * @param {string} cwd
 * @returns {Promise<void>}
 */
function finished([program = "", ...args], url, cwd) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, DATABASE_URL: url },
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}

/** @param {Deployed} deployed */
function lineOf({ tool, slowestMs, medianMs, seconds, applied }) {
  const milliseconds = (/** @type {number} */ ms) => `${Math.round(ms)} ms`;
  return `${tool.padEnd(16)} slowest query ${milliseconds(slowestMs).padStart(9)}, median ${milliseconds(medianMs)}; ${applied ? "applied" : "not applied"} after ${seconds.toFixed(1)} s`;
}
