import { randomUUID } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { onTestFinished } from "vitest";
import { queryOnce, type TestDatabase } from "./databases.ts";
import { openEmpty } from "./empty-database.ts";

/** The URL of a test's real server. */
export function urlOf({ database }: TestDatabase): string {
  if (typeof database !== "string") throw new Error("This database has no URL");
  return database;
}

/** A connected client, which is closed after the test. */
export async function connect(url: string, settings?: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, ...settings });
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}

/** An embedded database in memory, which is closed after the test. */
export async function openInMemory(): Promise<PGlite> {
  const pglite = await openEmpty();
  onTestFinished(() => pglite.close());
  return pglite;
}

/** A role that may log in and nothing else, gone after the test; and the URL to log in with. */
export async function createRole(url: string): Promise<{ role: string; roleUrl: string }> {
  const role = `role_${randomUUID().replaceAll("-", "")}`;
  await queryOnce(
    url,
    `create role ${role} login password 'secret'; grant usage on schema public to ${role}`,
  );
  onTestFinished(
    async () => void (await queryOnce(url, `drop owned by ${role}; drop role ${role}`)),
  );
  const roleUrl = new URL(url);
  roleUrl.username = role;
  roleUrl.password = "secret";
  return { role, roleUrl: roleUrl.href };
}

/** Waits until a query returns a row. */
export async function until<Row extends object>(url: string, query: string): Promise<Row> {
  for (let attempt = 0; attempt < 2000; attempt++) {
    const [row] = await queryOnce<Row>(url, query);
    if (row !== undefined) return row;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited in vain for a row of: ${query}`);
}

/** The process of the session that is in pg_sleep. */
export async function sleepingPid(url: string): Promise<number> {
  const { pid } = await until<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
  );
  return pid;
}

/** The names in the history of a database, in the order of its rows; none where there is no history. */
export async function appliedIn(url: string): Promise<string[]> {
  const [table] = await queryOnce<{ it: string | null }>(
    url,
    "select to_regclass('pgmigrations') as it",
  );
  if (table!.it === null) return [];
  const rows = await queryOnce<{ name: string }>(url, "select name from pgmigrations order by id");
  return rows.map(({ name }) => name);
}
