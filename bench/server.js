// @ts-check
import { Client } from "pg";
import { withHelper } from "./helper.js";

/** @type {string[]} */
const databases = [];

/**
 * Runs `use` with the URL of a server: the one of BENCH_DATABASE_URL, or a new one.
 * @template T
 * @param {(server: string) => Promise<T>} use
 */
export async function withServer(use) {
  const given = process.env["BENCH_DATABASE_URL"];
  if (given) return await withoutTrace(onLoopback(given), use);
  return await withHelper("./embedded-server.js", [], (ready) => use(ready.url));
}

/**
 * Runs `use` with the URL of the same server behind a proxy that is `latency` milliseconds away.
 * @template T
 * @param {string} server
 * @param {number} latency
 * @param {(delayed: string) => Promise<T>} use
 */
export async function withDelay(server, latency, use) {
  const { hostname, port } = new URL(server);
  return await withHelper(
    "./delay-proxy.js",
    [hostname, port || "5432", String(latency)],
    (ready) => {
      const delayed = new URL(server);
      delayed.host = `127.0.0.1:${ready.port}`;
      return use(delayed.href);
    },
  );
}

/**
 * The name of a new database. The checkpoint leaves no writing of earlier runs to the next one.
 * It is dropped only when all is measured: some file systems create files slowly
 * for minutes after many were deleted, and that would be measured too.
 * @param {string} server
 */
export async function newDatabase(server) {
  const name = `pgmaestro_bench_${process.pid}_${databases.length + 1}`;
  await query(server, `CREATE DATABASE ${name}`);
  databases.push(name);
  await query(server, "CHECKPOINT");
  return name;
}

/**
 * Runs `use`, and drops the databases that it made.
 * @template T
 * @param {string} server
 * @param {(server: string) => Promise<T>} use
 */
async function withoutTrace(server, use) {
  try {
    return await use(server);
  } finally {
    for (const name of databases)
      await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

/**
 * The URL of one of a server's databases.
 * @param {string} server
 * @param {string} name
 */
export function databaseUrl(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * The rows of one statement, over a connection of its own.
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<any[]>}
 */
export async function query(url, sql) {
  return await withClient(url, async (client) => (await client.query(sql)).rows);
}

/**
 * The shortest of ten round trips, in milliseconds.
 * @param {string} url
 */
export async function roundTrip(url) {
  return await withClient(url, async (client) => {
    const times = [];
    for (let trip = 0; trip < 10; trip++) {
      const start = performance.now();
      await client.query("SELECT 1");
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  });
}

/**
 * Runs `use` with a connection, which is closed afterwards.
 * @template T
 * @param {string} url
 * @param {(client: Client) => Promise<T>} use
 */
async function withClient(url, use) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * The URL itself, if its server is on this machine: nobody's real server gets this load.
 * @param {string} url
 */
function onLoopback(url) {
  const { hostname } = new URL(url);
  if (["localhost", "127.0.0.1"].includes(hostname)) return url;
  throw new Error("BENCH_DATABASE_URL must name a server on this machine: localhost or 127.0.0.1");
}
