import { hash } from "node:crypto";
import type { Scratch } from "../database/index.ts";
import { baselineOf, type ScriptOptions } from "../engine/index.ts";
import { type Migration, runChecksum } from "../migrations/index.ts";
import { prepareScratch, replay } from "./replay.ts";

/**
 * A key for the state before the first migration, and after each: it holds the text of all up to there, and the roles that
 * were made beforehand. JS and TS migrations may import other files, so nothing is known by a key from the first of them on.
 */
export function stateKeys(
  due: readonly Migration[],
  roles: readonly string[],
  options: ScriptOptions,
): string[] {
  const module = due.findIndex(({ kind }) => kind === "module");
  const { schema, createSchema, migrationsTable, migrationsSchema, transaction, keepSettings } =
    options;
  const baseline = baselineOf(options);
  const settings = {
    ...{ schema, createSchema, migrationsTable, migrationsSchema, transaction, keepSettings },
    roles,
    ...(baseline && { baseline: [baseline.name, baseline.section.checksum] }),
  };
  let key = hashOf(settings);
  const later = due.slice(0, module < 0 ? undefined : module);
  return [key, ...later.map(({ name, up }) => (key = hashOf([key, name, runChecksum(up)])))];
}

/** A key for something that JSON can hold. */
export function hashOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value), "hex");
}

/** A state, and what leads there. */
export interface WantedState {
  readonly due: readonly Migration[];
  /** As `stateKeys` gives them. */
  readonly keys: readonly string[];
  /** As for `replay`. */
  readonly roles?: readonly string[];
}

/** Brings a scratch database, empty or in a kept state, to a state, and keeps it for the next time where a key says what it is. */
export async function bringTo(
  { due, keys, roles }: WantedState,
  scratch: Scratch,
  options: ScriptOptions,
): Promise<void> {
  await prepareScratch(scratch.connection, options);
  await replay(scratch.connection, due, options, roles);
  const key = keys.length === due.length + 1 ? keys.at(-1) : undefined;
  if (key !== undefined && key !== scratch.from) await scratch.save(key);
}
