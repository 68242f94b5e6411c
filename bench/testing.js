// @ts-check
// Gives each of twenty test files a database of its own with all migrations in it. README.md says what for.
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migratedDatabase } from "../dist/testing/index.js";
import { up } from "../dist/index.js";
import { runBench } from "./run-bench.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { writeVerifyWorkload } from "./verify-workload.js";

const files = 20;
const replaysEmbedded = 5; // an initdb each

await runBench(main);

/** The whole bench. */
async function main() {
  await withTemporaryDirectory(async (temporary) => {
    const migrationsDir = join(temporary, "migrations");
    writeVerifyWorkload(migrationsDir);
    const options = { migrationsDir, cache: join(temporary, "cache") };
    await withServer(async (server) => {
      const onServer = { ...options, server };
      await warm(onServer);
      await warm(options);
      const [template, alone] = await inTurns(
        () => copy(onServer),
        () => createAlone(server),
      );
      const times = {
        "server, replay": await each(files, () => replayOnServer(server, options)),
        "server, template": template,
        "server, CREATE DATABASE by itself": alone,
        "PGlite, replay": await each(replaysEmbedded, () => replayEmbedded(options)),
        "PGlite, snapshot": await each(files, () => copy(options)),
      };
      report(times);
    });
  });
}

/**
 * The first copy makes what the others are copied from.
 * @param {import("../dist/testing/index.js").MigratedDatabaseOptions} options
 */
async function warm(options) {
  const begin = performance.now();
  const database = await migratedDatabase(options);
  const ms = performance.now() - begin;
  console.error(`${options.server ? "template" : "snapshot"}: made in ${ms.toFixed(0)} ms`);
  await database.close();
}

/**
 * The milliseconds until a database is there, of each of so many.
 * @param {number} count
 * @param {() => Promise<() => Promise<unknown>>} open
 */
async function each(count, open) {
  const times = [];
  for (let file = 0; file < count; file++) times.push(await timed(open));
  return inOrder(times);
}

/**
 * The same of two, one after the other each time, as a file system is slower for a while after much was deleted.
 * @param {() => Promise<() => Promise<unknown>>} one
 * @param {() => Promise<() => Promise<unknown>>} other
 */
async function inTurns(one, other) {
  const times = /** @type {[number[], number[]]} */ ([[], []]);
  for (let file = 0; file < files; file++) {
    times[0].push(await timed(one));
    times[1].push(await timed(other));
  }
  return times.map(inOrder);
}

/** @param {() => Promise<() => Promise<unknown>>} open */
async function timed(open) {
  const begin = performance.now();
  const close = await open();
  const ms = performance.now() - begin;
  await close();
  return ms;
}

/** @param {number[]} times */
function inOrder(times) {
  return times.toSorted((one, other) => one - other);
}

/**
 * @param {string} server
 * @param {{ migrationsDir: string }} options
 */
async function replayOnServer(server, options) {
  const name = await newDatabase(server);
  await up({ ...options, database: databaseUrl(server, name) });
  return () => query(server, `DROP DATABASE ${name}`);
}

/**
 * What the server needs for a copy of the template, with one statement over a connection that is opened for it.
 * @param {string} server
 */
async function createAlone(server) {
  const [{ template }] = await query(
    server,
    "SELECT datname AS template FROM pg_database WHERE datname ~ '^pgmaestro_template_'",
  );
  await query(server, `CREATE DATABASE pgmaestro_bench_alone TEMPLATE ${template}`);
  return () => query(server, "DROP DATABASE pgmaestro_bench_alone");
}

/** @param {{ migrationsDir: string }} options */
async function replayEmbedded(options) {
  const pglite = await PGlite.create();
  await up({ ...options, database: /** @type {any} */ (pglite) });
  return () => pglite.close();
}

/** @param {import("../dist/testing/index.js").MigratedDatabaseOptions} options */
async function copy(options) {
  const database = await migratedDatabase(options);
  return () => database.close();
}

/** @param {Record<string, number[]>} times */
function report(times) {
  /** @param {number[]} sorted */
  const median = (sorted) => sorted[Math.floor(sorted.length / 2)] ?? NaN;
  for (const [name, sorted] of Object.entries(times)) {
    const whole = times[`${name.split(",")[0]}, replay`] ?? [];
    const ratio = median(sorted) / median(whole);
    console.log(
      `${name}: ${sorted[0]?.toFixed(0)} ms, median ${median(sorted).toFixed(0)} ms, ${ratio.toFixed(3)} of a replay`,
    );
  }
}
