import { setTimeout as sleep } from "node:timers/promises";
import { queryOnce } from "./databases.ts";

const locked =
  "exists (select from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()))";

/** Waits until nobody holds the migration lock any more: the server process of a killed run is gone then. */
export function lockIsFree(url: string): Promise<void> {
  return until(url, `not ${locked}`);
}

/** Waits until somebody holds the migration lock. */
export function lockIsHeld(url: string): Promise<void> {
  return until(url, locked);
}

/** Waits until a session on this database sleeps, in a statement or in its COMMIT. */
export function isSleeping(url: string): Promise<void> {
  return until(
    url,
    "exists (select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep')",
  );
}

async function until(url: string, condition: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const [row] = await queryOnce<{ yes: boolean }>(url, `select ${condition} as yes`);
    if (row!.yes) return;
    await sleep(30);
  }
  throw new Error(`never true: ${condition}`);
}
