// @ts-check
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

/**
 * Clients that run a statement every so often, and the milliseconds that each took.
 * @param {string} url
 * @param {{ clients: number, every: number, next: () => string }} work every: milliseconds between two of a client
 */
export function startApplication(url, { clients, every, next }) {
  /** @type {number[]} */
  const times = [];
  const end = new AbortController();
  const loops = Array.from({ length: clients }, async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (!end.signal.aborted) {
      const begin = performance.now();
      await client.query(next());
      times.push(performance.now() - begin);
      await sleep(every);
    }
    await client.end();
  });
  return {
    async stop() {
      end.abort();
      await Promise.all(loops);
      return times.toSorted((one, other) => one - other);
    },
  };
}

/**
 * The time under which so much of them lies, of sorted times.
 * @param {readonly number[]} times
 * @param {number} share from 0 to 1
 */
export function quantile(times, share) {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}
