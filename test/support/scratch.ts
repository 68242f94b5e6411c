import { resolve } from "node:path";
import type { Connection } from "../../src/database/index.ts";
import { start } from "./cli.ts";
import { nowhere } from "./empty-database.ts";

/** A process with a scratch database on the server, or embedded with the cache, that is named. */
export function startChild(place: string, ...args: string[]) {
  const program = resolve(import.meta.dirname, "scratch-child.js");
  const root = resolve(import.meta.dirname, "../..");
  return start(process.execPath, [program, place, ...args], {
    env: { PGMAESTRO_CACHE: nowhere },
    cwd: root,
  });
}

/** The name of the database. */
export async function nameOf({ query }: Connection): Promise<string> {
  const [row] = await query<{ name: string }>("select current_database() as name");
  return row!.name;
}

/** The tables in schema public. */
export async function tables({ query }: Connection): Promise<string[]> {
  const rows = await query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}
