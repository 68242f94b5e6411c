// @ts-check
// Verifies a whole directory and its last migration alone, and writes all its rollbacks, on PGlite and on a server. README.md says what for.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runBench } from "./run-bench.js";
import { measure } from "./measure.js";
import { goalLine } from "./report.js";
import { withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { pgmaestro, program } from "./tools/pgmaestro.js";
import { writeVerifyWorkload } from "./verify-workload.js";

const signal = new AbortController().signal;

await runBench(main);

/** The whole bench. */
async function main() {
  const missing = pgmaestro.missing();
  if (missing !== undefined) throw new Error(missing);
  await withTemporaryDirectory(async (temporary) => {
    const last = writeVerifyWorkload(join(temporary, "migrations"));
    writeVerifyWorkload(join(temporary, "up-only"), { hasDown: false });
    await withServer(async (server) => {
      const embedded = await scenarios(temporary, "embedded", last, []);
      const onServer = await scenarios(temporary, "server", last, ["--scratch", server]);
      for (const goal of goals(embedded, onServer)) console.log(goalLine(goal));
    });
  });
}

/** @typedef {{ all: number, first: number, again: number, reverse: number }} Times Seconds of whole processes. */

/**
 * All migrations; the rollbacks of all; the last one, whose predecessors are not kept yet; the last one again.
 * @param {string} temporary
 * @param {string} place
 * @param {string} last
 * @param {string[]} scratch
 * @returns {Promise<Times>}
 */
async function scenarios(temporary, place, last, scratch) {
  const directory = join(temporary, place);
  mkdirSync(directory);
  /**
   * @param {string} migrations
   * @param {string[]} words
   */
  const run = async (migrations, ...words) => {
    const options = ["--migrations-dir", join(temporary, migrations), ...scratch];
    const command = [process.execPath, program, ...words, ...options];
    const { seconds } = await measure(command, { directory, url: "", signal });
    console.error(`${place}: ${words.join(" ")}: ${seconds.toFixed(2)} s`);
    return seconds;
  };
  return {
    all: await run("migrations", "verify", "--all"),
    reverse: await run("up-only", "reverse"),
    first: await run("migrations", "verify", last),
    again: await run("migrations", "verify", last),
  };
}

/**
 * What pgmaestro promises, and what it came to.
 * @param {Times} embedded
 * @param {Times} server
 * @returns {import("./types.d.ts").Goal[]}
 */
function goals(embedded, server) {
  return [
    { name: "62 migrations, PGlite", value: embedded.all, limit: 15, unit: " s" },
    { name: "62 migrations, server", value: server.all, limit: 10, unit: " s" },
    {
      name: "reverse to verify, PGlite",
      value: embedded.reverse / embedded.all,
      limit: 2,
      unit: " x",
    },
    { name: "reverse to verify, server", value: server.reverse / server.all, limit: 2, unit: " x" },
    { name: "one after 61, PGlite, second time", value: embedded.again, limit: 5, unit: " s" },
    { name: "one after 61, server", value: server.again, limit: 2, unit: " s" },
  ];
}
