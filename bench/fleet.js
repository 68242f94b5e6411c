// @ts-check
// A fleet by two workers, beside a shell loop over node-pg-migrate and over `pgmaestro up`.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { runBench } from "./run-bench.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";
import { withTemporaryDirectory } from "./temporary.js";

const run = promisify(execFile);
const { values } = parseArgs({
  options: {
    schemas: { type: "string", default: "1000" },
    databases: { type: "string", default: "500" },
    members: { type: "string", default: "100000" },
    loop: { type: "string", default: "40" },
  },
});
const [schemas, databases, members, loop] = [
  Number(values.schemas),
  Number(values.databases),
  values.members,
  Number(values.loop),
];
const migrations = 10;
const pgmaestro = resolve(import.meta.dirname, "../dist/bin/pgmaestro.js");
const nodePgMigrate = resolve(
  import.meta.dirname,
  "../node_modules/node-pg-migrate/bin/node-pg-migrate.js",
);

const twoWorkers = `${node(pgmaestro)} fleet up >>log 2>&1 & one=$!
sleep 0.5; ${node(pgmaestro)} fleet work >>log 2>&1; wait $one`;

await runBench(() =>
  withServer((server) =>
    withTemporaryDirectory(async (directory) => {
      const control = databaseUrl(server, await newDatabase(server));
      await writeMigrations(directory);
      await benchSchemas(server, control, directory);
      await benchDatabases(server, control, directory);
      await benchMemory(databaseUrl(server, await newDatabase(server)));
    }),
  ),
);

/** @param {string} server @param {string} control @param {string} directory */
async function benchSchemas(server, control, directory) {
  const app = databaseUrl(server, await newDatabase(server));
  await makeSchemas(app, "tenant", schemas);
  await makeSchemas(app, "npm", loop);
  await makeSchemas(app, "up", loop);
  const list = "select nspname from pg_namespace where nspname like 'tenant\\_%'";
  await writeConfig(directory, { control, members: { database: app, schemas: list } });
  const fleet = await timed(directory, app, twoWorkers);
  const idle = await timed(directory, app, twoWorkers);
  const npm = await timed(
    directory,
    app,
    forEach("npm", (name) => `${node(nodePgMigrate)} up -s ${name}`),
  );
  const ups = await timed(
    directory,
    app,
    forEach("up", (name) => `${node(pgmaestro)} up -s ${name}`),
  );
  report(`${schemas} schemas`, {
    fleet: per(fleet, schemas),
    "nothing to do": per(idle, schemas),
    "loop of node-pg-migrate": per(npm, loop),
    "loop of pgmaestro up": per(ups, loop),
  });
}

/** @param {string} server @param {string} control @param {string} directory */
async function benchDatabases(server, control, directory) {
  const names = [];
  for (let n = 0; n < databases + 2 * loop; n++) names.push(await newDatabase(server));
  const urls = names.map((name) => databaseUrl(server, name));
  const mine = urls.slice(0, databases);
  await writeConfig(directory, { control, members: { list: mine } });
  const fleet = await timed(directory, server, twoWorkers);
  const idle = await timed(directory, server, twoWorkers);
  const [first, second] = [urls.slice(databases, databases + loop), urls.slice(databases + loop)];
  const each = (/** @type {string[]} */ some, /** @type {string} */ tool) =>
    some.map((url) => `DATABASE_URL='${url}' ${node(tool)} up >>log 2>&1`).join("\n");
  const npm = await timed(directory, server, each(first, nodePgMigrate));
  const ups = await timed(directory, server, each(second, pgmaestro));
  report(`${databases} databases`, {
    fleet: per(fleet, databases),
    "nothing to do": per(idle, databases),
    "loop of node-pg-migrate": per(npm, loop),
    "loop of pgmaestro up": per(ups, loop),
  });
}

/** @param {string} control */
async function benchMemory(control) {
  const stub = resolve(import.meta.dirname, "fleet-stub.js");
  const { stdout } = await run(process.execPath, [stub, control, members]);
  console.log(`A worker on ${members} members that are none: ${stdout.trim()}`);
}

/** @param {string} file */
function node(file) {
  return `'${process.execPath}' '${file}'`;
}

/** @param {string} prefix @param {(name: string) => string} command */
function forEach(prefix, command) {
  return Array.from({ length: loop }, (_, n) => `${command(`${prefix}_${n + 1}`)} >>log 2>&1`).join(
    "\n",
  );
}

/**
 * Wall time, and CPU time of a script of the shell and all that it starts, and of the server meanwhile, in seconds.
 * @param {string} directory @param {string} url @param {string} script
 */
async function timed(directory, url, script) {
  await writeFile(join(directory, "script.sh"), script);
  const env = { ...process.env, DATABASE_URL: url };
  const before = await serverCpu(url);
  const { stderr } = await run("bash", ["-c", "TIMEFORMAT='%R %U %S'; time bash script.sh"], {
    cwd: directory,
    env,
    maxBuffer: 1e8,
  });
  const server = (await serverCpu(url)) - before;
  const last = stderr.trim().split("\n").at(-1) ?? "";
  const [wall = 0, user = 0, system = 0] = last.split(" ").map(Number);
  return { wall, cpu: user + system, server };
}

/**
 * What a server and its processes have used so far, in seconds; Linux only.
 * @param {string} url
 */
async function serverCpu(url) {
  const [{ started }] = await query(
    url,
    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS started",
  );
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? statOf(name) : []));
  const ticks = all.map(({ pid, parent, own, ofEnded }) =>
    pid === started ? own + ofEnded : parent === started ? own : 0,
  );
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}

/** @param {string} pid */
function statOf(pid) {
  try {
    const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    const numbers = rest.split(" ").map(Number);
    const [parent = 0, own = 0, ofEnded = 0] = [
      numbers[1],
      (numbers[11] ?? 0) + (numbers[12] ?? 0),
      (numbers[13] ?? 0) + (numbers[14] ?? 0),
    ];
    return [{ pid: Number(pid), parent, own, ofEnded }];
  } catch {
    return [];
  }
}

/** @param {{ wall: number, cpu: number, server: number }} took @param {number} count */
function per({ wall, cpu, server }, count) {
  return [wall, cpu, server].map((seconds) => (1000 * seconds) / count);
}

/** @param {string} title @param {Record<string, number[]>} rows */
function report(title, rows) {
  const base = rows["fleet"] ?? [];
  console.log(
    `${title} × ${migrations} migrations, milliseconds per member (and times that of the fleet):`,
  );
  for (const [name, times] of Object.entries(rows)) {
    const [wall, cpu, server] = times.map(
      (time, index) => `${time.toFixed(1)} (${(time / (base[index] ?? 1)).toFixed(1)})`,
    );
    console.log(
      `  ${name.padEnd(24)} wall ${wall}, CPU of the clients ${cpu}, of the server ${server}`,
    );
  }
}

/** @param {string} url @param {string} prefix @param {number} count */
async function makeSchemas(url, prefix, count) {
  for (let from = 1; from <= count; from += 100) {
    const some = Array.from(
      { length: Math.min(100, count - from + 1) },
      (_, n) => `create schema ${prefix}_${from + n};`,
    );
    await query(url, some.join(" "));
  }
}

/** @param {string} directory */
async function writeMigrations(directory) {
  await mkdir(join(directory, "migrations"));
  for (let n = 1; n <= migrations; n++)
    await writeFile(
      join(directory, "migrations", `17000000000${10 + n}_t${n}.sql`),
      `-- Up Migration\nCREATE TABLE t${n} (a int, b text, c timestamptz);\nCREATE INDEX ON t${n} (a);\n-- Down Migration\nDROP TABLE t${n};\n`,
    );
}

/** @param {string} directory @param {object} fleet */
async function writeConfig(directory, fleet) {
  await writeFile(
    join(directory, "pgmaestro.config.json"),
    JSON.stringify({ fleet: { ...fleet, concurrency: 4 } }),
  );
}
