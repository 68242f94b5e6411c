// @ts-check
// Times what migrations do to a large table; src/impact/rates.ts is derived from it. README.md says what for.
import { cpus, totalmem } from "node:os";
import { runBench } from "./run-bench.js";
import { databaseUrl, newDatabase, query, withServer } from "./server.js";

const rows = 2_000_000;
const rounds = 3;

/** @typedef {{ name: string, unit: "MB/s" | "rows/s", run: string, undo: string }} Work */

/** @type {readonly Work[]} Each statement and what makes it possible again. */
const works = [
  {
    name: "rewrite",
    unit: "MB/s",
    run: "ALTER TABLE big ALTER COLUMN kind TYPE bigint",
    undo: "ALTER TABLE big ALTER COLUMN kind TYPE int",
  },
  {
    name: "scan",
    unit: "MB/s",
    run: "ALTER TABLE big ADD CONSTRAINT positive CHECK (kind >= 0)",
    undo: "ALTER TABLE big DROP CONSTRAINT positive",
  },
  {
    name: "index build, bigint",
    unit: "rows/s",
    run: "CREATE INDEX made ON big (shuffled)",
    undo: "DROP INDEX made",
  },
  {
    name: "index build, text",
    unit: "rows/s",
    run: "CREATE INDEX made ON big (label)",
    undo: "DROP INDEX made",
  },
  {
    name: "foreign key",
    unit: "rows/s",
    run: "ALTER TABLE big ADD CONSTRAINT known FOREIGN KEY (owner) REFERENCES owners (id)",
    undo: "ALTER TABLE big DROP CONSTRAINT known",
  },
  {
    name: "update",
    unit: "rows/s",
    run: "UPDATE big SET kind = kind + 1",
    undo: "VACUUM FULL big",
  },
  {
    name: "fill",
    unit: "rows/s",
    run: "INSERT INTO copies SELECT * FROM big",
    undo: "TRUNCATE copies",
  },
  {
    name: "delete",
    unit: "rows/s",
    run: "BEGIN; DELETE FROM big; ROLLBACK",
    undo: "VACUUM FULL big",
  },
];

await runBench(() => withServer(main));

/**
 * The whole bench.
 * @param {string} server
 */
async function main(server) {
  const url = databaseUrl(server, await newDatabase(server));
  await fill(url);
  const megabytes = await sizeOf(url);
  const [{ version }] = await query(url, "SELECT current_setting('server_version') AS version");
  console.log(
    `PostgreSQL ${version}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 1e9)} GB memory`,
  );
  console.log(`${rows} rows, ${Math.round(megabytes)} MB without indexes, ${rounds} rounds`);
  for (const work of works) console.log(await measured(url, work, megabytes));
}

/**
 * A table of about 210 bytes a row with a primary key and an index, and what its rows refer to.
 * @param {string} url
 */
async function fill(url) {
  await query(
    url,
    `CREATE TABLE owners (id int PRIMARY KEY);
     INSERT INTO owners SELECT generate_series(0, 99999);
     CREATE TABLE big (id bigint PRIMARY KEY, kind int NOT NULL, shuffled bigint, owner int, label text, body text);
     INSERT INTO big SELECT i, i % 1000, hashint8(i), i % 100000, md5(i::text), repeat(md5((i + 1)::text), 4)
       FROM generate_series(1, ${rows}) i;
     CREATE INDEX big_owner ON big (owner);
     CREATE TABLE copies (LIKE big INCLUDING ALL)`,
  );
  await query(url, "VACUUM ANALYZE big");
}

/** @param {string} url */
async function sizeOf(url) {
  const [{ bytes }] = await query(url, "SELECT pg_table_size('big') AS bytes");
  return Number(bytes) / 1e6;
}

/**
 * The slowest and the fastest round as a line.
 * @param {string} url
 * @param {Work} work
 * @param {number} megabytes
 */
async function measured(url, { name, unit, run, undo }, megabytes) {
  const rates = [];
  for (let round = 0; round < rounds; round++) {
    await query(url, "CHECKPOINT");
    const begin = performance.now();
    await query(url, run);
    const seconds = (performance.now() - begin) / 1000;
    rates.push((unit === "MB/s" ? megabytes : rows) / seconds);
    await query(url, undo);
  }
  const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)].map(Math.round);
  return `${name.padEnd(20)} ${slowest} to ${fastest} ${unit}`;
}
