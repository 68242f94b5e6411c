import type { RanRepeatable } from "../history/index.ts";
import { MigrationFileError } from "../errors/index.ts";
import { type Migration, runChecksum, wholeSection } from "../migrations/index.ts";
import { Schema } from "../schema/index.ts";
import { droppedBy, parseStatements } from "../sql/statement/index.ts";
import type { StepRecord } from "./plan.ts";
import {
  type MadeObject,
  meets,
  objectKey,
  type ReadRepeatable,
  readInOrder,
  readRepeatable,
  type SearchPath,
} from "./read-repeatable.ts";
import type { Task } from "./tasks.ts";

/** What a run does beside repeatable migrations. */
export interface BesideRepeatables {
  /** Those that have run before. */
  readonly ran: readonly RanRepeatable[];
  /** The other migrations that run before them. */
  readonly migrations: readonly Migration[];
  readonly searchPath: SearchPath;
}

/**
 * What is to be done about repeatable migrations: those run whose text has changed, or whose objects are dropped in the same
 * run; then that is dropped which no file makes any more.
 * @throws MigrationFileError
 */
export async function repeatableTasks(
  repeatables: readonly Migration[],
  beside: BesideRepeatables,
): Promise<Task[]> {
  const { ran, migrations, searchPath } = beside;
  const hasNone = repeatables.length === 0 && ran.length === 0;
  if (hasNone || (migrations.length === 0 && isSettled(repeatables, ran))) return [];
  const all = await readInOrder(repeatables, searchPath);
  const made = new Set(all.flatMap(({ makes }) => makes.map(({ key }) => key)));
  const before = new Map(ran.map((one) => [one.name, one]));
  const leftOf = (name: string) => droppedLater(before.get(name), made, searchPath);
  const due = dueAmong(all, beside);
  const runs = due.map((one) => runTask(one, leftOf(one.migration.name)));
  const files = new Map(all.map((one) => [one.migration.name, one]));
  const drops = ran
    .toSorted((one, other) => other.id - one.id)
    .flatMap((one) => dropTask(one, files.get(one.name), leftOf(one.name)) ?? []);
  return [...runs, ...drops];
}

/** Whether all have run as they are, and nothing is left of what they were before. */
export function isSettled(
  repeatables: readonly Migration[],
  ran: readonly RanRepeatable[],
): boolean {
  const before = new Map(ran.map((one) => [one.name, one]));
  return (
    repeatables.length === ran.length &&
    repeatables.every((one) => !isChanged(one, before.get(one.name))) &&
    ran.every(({ undropped }) => undropped === undefined)
  );
}

/** Whether what ran last was another text, if anything did. */
export function isChanged({ up }: Migration, ran: RanRepeatable | undefined): boolean {
  return ran?.checksum !== runChecksum(up);
}

function dueAmong(
  all: readonly ReadRepeatable[],
  { ran, migrations, searchPath }: BesideRepeatables,
): ReadRepeatable[] {
  const before = new Map(ran.map((one) => [one.name, one]));
  const dropped = new Set(migrations.flatMap((one) => [...dropsOf(one, searchPath)]));
  return all.filter((one) => {
    const isDue =
      isChanged(one.migration, before.get(one.migration.name)) ||
      meets(one.gives, dropped) ||
      meets(one.needs, dropped);
    if (isDue) for (const key of one.drops) dropped.add(key);
    return isDue;
  });
}

/** What cannot be read drops nothing that is known; that it cannot is said where it is planned. */
function dropsOf(migration: Migration, searchPath: SearchPath): ReadonlySet<string> {
  const none = new Set<string>();
  if (migration.kind !== "sql" || migration.up.opaque) return none;
  try {
    return readRepeatable(migration, searchPath).drops;
  } catch (error) {
    if (!(error instanceof MigrationFileError)) throw error;
    return none;
  }
}

/** What it made, as journaled, that no file makes now. */
function droppedLater(
  ran: RanRepeatable | undefined,
  made: ReadonlySet<string>,
  searchPath: SearchPath,
): string[] {
  if (ran?.drops === undefined) return [];
  const schema = new Schema(searchPath);
  return parseStatements(ran.drops)
    .filter(({ actions }) =>
      actions.flatMap(droppedBy).some((object) => !made.has(objectKey(object, schema))),
    )
    .map(({ text }) => text);
}

function runTask({ migration, makes }: ReadRepeatable, left: readonly string[]): Task {
  const { name, up } = migration;
  const downSql = inSql([...dropsIn(makes), ...left]);
  const record: StepRecord = {
    journaledAs: "repeatable",
    upChecksum: runChecksum(up),
    ...(downSql && { downSql }),
    ...(left.length > 0 && { undropped: left.length }),
  };
  return { name, direction: "up", migration, section: up, record };
}

/** Of a file that is gone it takes back all; undefined where nothing is to be done. */
function dropTask(
  { name, undropped }: RanRepeatable,
  file: ReadRepeatable | undefined,
  left: readonly string[],
): Task | undefined {
  if (file !== undefined && left.length === 0 && undropped === undefined) return undefined;
  const downSql = file && inSql(dropsIn(file.makes));
  const record: StepRecord = {
    journaledAs: "dropped",
    ...(file && { upChecksum: runChecksum(file.migration.up) }),
    ...(downSql && { downSql }),
  };
  const section = wholeSection({ file: `what ${name} made`, source: inSql(left) });
  return { name, direction: file ? "up" : "down", migration: undefined, section, record };
}

/** The last made comes first. */
function dropsIn(makes: readonly MadeObject[]): string[] {
  return [...new Set(makes.toReversed().flatMap(({ drop }) => drop ?? []))];
}

/** Statements that drop all that a repeatable migration makes; empty where that is nothing. */
export function dropsOfAll({ makes }: ReadRepeatable): string {
  return inSql(dropsIn(makes));
}

function inSql(statements: readonly string[]): string {
  return statements.map((one) => `${one};`).join("\n");
}
