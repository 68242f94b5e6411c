import { expect } from "vitest";
import type { DirectedMigration, RunResult } from "../../src/index.ts";
import type { TestDatabase } from "./databases.ts";

/** What a run did, as `up 1_a`. */
export function ran({ migrations }: Pick<RunResult, "migrations">): string[] {
  return migrations.map(({ direction, name }) => `${direction} ${name}`);
}

/** Migrations as reports name them, on their way up. */
export function ups(...names: string[]): DirectedMigration[] {
  return names.map((name) => ({ name, direction: "up" }));
}

/** The same on their way down. */
export function downs(...names: string[]): DirectedMigration[] {
  return names.map((name) => ({ name, direction: "down" }));
}

/** The names in the history, in the order of its rows. */
export async function applied(db: TestDatabase, table = "pgmigrations"): Promise<string[]> {
  const rows = await db.query<{ name: string }>(`select name from ${table} order by id`);
  return rows.map(({ name }) => name);
}

/** The journal as `event name`, in the order of its rows. */
export async function journal(db: TestDatabase, table = "pgmigrations_journal"): Promise<string[]> {
  const rows = await db.query<{ entry: string }>(
    `select event || ' ' || name as entry from ${table} order by id`,
  );
  return rows.map(({ entry }) => entry);
}

/** Which of these relations are there. */
export async function existing(db: TestDatabase, ...relations: string[]): Promise<string[]> {
  const list = relations.map((relation) => `'${relation}'`).join(", ");
  const rows = await db.query<{ name: string }>(
    `select name from unnest(array[${list}]) name where to_regclass(name) is not null`,
  );
  return rows.map(({ name }) => name);
}

/** The error of this class that a promise fails with. */
export async function rejection<Failure extends Error>(
  promise: Promise<unknown>,
  type: new (...args: any[]) => Failure,
): Promise<Failure> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(type);
  return outcome as Failure;
}
