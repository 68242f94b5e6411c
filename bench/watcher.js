// @ts-check
// What the second connection costs that watches a run. README.md says what for.
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { up } from "../dist/index.js";
import { runBench } from "./run-bench.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";
import { writeWorkload } from "./workload.js";

await runBench(main);

/** The whole bench. */
async function main() {
  const { values } = parseArgs({
    options: {
      migrations: { type: "string", default: "1000" },
      runs: { type: "string", default: "15" },
    },
  });
  const [load = 0] = loadavg();
  console.log(`${values.migrations} migrations, ${values.runs} rounds; load ${load.toFixed(1)}`);
  await withTemporaryDirectory((directory) =>
    withServer(async (server) => {
      const { sections } = writeWorkload(directory, Number(values.migrations));
      await round(server, sections, 0); // what is slow only the first time
      const rounds = [];
      for (let index = 0; index < Number(values.runs); index++)
        rounds.push(await round(server, sections, index));
      console.log(
        [
          `with the watcher    ${shown(rounds.map((one) => one.watched.ms))} ms`,
          `without             ${shown(rounds.map((one) => one.unwatched.ms))} ms`,
          `ratio of each round ${shown(
            rounds.map(({ watched, unwatched }) => watched.ms / unwatched.ms),
            3,
          )}`,
          `CPU of the process, ratio ${shown(
            rounds.map(({ watched, unwatched }) => watched.cpu / unwatched.cpu),
            3,
          )}`,
        ].join("\n"),
      );
    }),
  );
}

/**
 * Both, one after the other, in turns.
 * @param {string} server
 * @param {string} migrationsDir
 * @param {number} index
 */
async function round(server, migrationsDir, index) {
  const none = { ms: 0, cpu: 0 };
  const times = { watched: none, unwatched: none };
  const ways = [
    async () => void (times.watched = await timed(server, migrationsDir, (url) => url)),
    async () => void (times.unwatched = await timed(server, migrationsDir, connected)),
  ];
  for (const way of index % 2 === 0 ? ways : ways.toReversed()) await way();
  return times;
}

/**
 * A client that is handed in is not watched, as there is no way to a second one.
 * @param {string} url
 */
async function connected(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/**
 * Milliseconds, and those of the CPU, for all migrations on a new database, with connecting.
 * @param {string} server
 * @param {string} migrationsDir
 * @param {(url: string) => string | Promise<Client>} connect
 */
async function timed(server, migrationsDir, connect) {
  const url = databaseUrl(server, await newDatabase(server));
  await query(url, "CHECKPOINT");
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const database = await connect(url);
  await up({ database, migrationsDir });
  if (typeof database !== "string") await database.end();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - begin, cpu: (user + system) / 1000 };
}

/**
 * Minimum, median and maximum.
 * @param {number[]} numbers
 */
function shown(numbers, digits = 0) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return [sorted[0] ?? 0, median, sorted.at(-1) ?? 0]
    .map((number) => number.toFixed(digits))
    .join(" / ");
}
