import type { RanRepeatable } from "../history/index.ts";
import { MigrationFileError } from "../errors/index.ts";
import { locatingIn, type Migration, runChecksum, wholeSection } from "../migrations/index.ts";
import { apply, type FullName, Schema } from "../schema/index.ts";
import {
  createdBy,
  droppedBy,
  dropStatement,
  flattened,
  isRoutineKind,
  loadParser,
  namedBy,
  parseStatements,
  readBy,
  routineBody,
  type Action,
  type NamedObject,
  type RelationName,
  type Statement,
} from "../sql/statement/index.ts";
import { keptStatements } from "./kept-reading.ts";
import type { StepRecord } from "./plan.ts";
import type { Task } from "./tasks.ts";
import { objectThings, relationThing, routineThing, thingsNamed } from "./things.ts";

/** A repeatable migration, as far as its statements show it. */
export interface ReadRepeatable {
  readonly migration: Migration;
  /** What it makes, in order. */
  readonly makes: readonly MadeObject[];
  /** The keys of what others may need of it. */
  readonly gives: ReadonlySet<string>;
  /** The keys of what must be there before it, and of what it may call once it is there. */
  readonly needs: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  /** The keys of what it drops, so that those who need that run again. */
  readonly drops: ReadonlySet<string>;
}

/** An object that a repeatable migration makes. */
interface MadeObject {
  /** Tells it from all others. */
  readonly key: string;
  /** The statement that drops it; absent where that would take rows, or what others stand on, with it. */
  readonly drop?: string;
}

type SearchPath = readonly string[] | undefined;

/** Repeatable migrations in an order in which each finds what it needs: by their names as far as that leaves a choice. */
export async function inOrderOfNeeds(
  repeatables: readonly Migration[],
  searchPath: SearchPath,
): Promise<Migration[]> {
  if (repeatables.length < 2) return [...repeatables];
  return (await readInOrder(repeatables, searchPath)).map(({ migration }) => migration);
}

/** The same, read. */
export async function readInOrder(
  repeatables: readonly Migration[],
  searchPath: SearchPath,
): Promise<ReadRepeatable[]> {
  await loadParser();
  const left = repeatables.map((one) => readRepeatable(one, searchPath));
  const ordered: ReadRepeatable[] = [];
  while (left.length > 0) {
    const isFree = (one: ReadRepeatable, of: readonly ("needs" | "calls")[]) =>
      !left.some((other) => other !== one && of.some((field) => meets(one[field], other.gives)));
    const next =
      left.find((one) => isFree(one, ["needs", "calls"])) ??
      left.find((one) => isFree(one, ["needs"])) ??
      left[0]!;
    ordered.push(...left.splice(left.indexOf(next), 1));
  }
  return ordered;
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const key of one) if (other.has(key)) return true;
  return false;
}

/** @throws MigrationFileError */
function readRepeatable(migration: Migration, searchPath: SearchPath): ReadRepeatable {
  const reading = new Reading(searchPath);
  const { up } = migration;
  for (const statement of locatingIn(up, () => keptStatements(up).statements))
    reading.take(statement);
  return { migration, ...reading.found };
}

/** Reads statements, one after the other. */
class Reading {
  readonly #schema: Schema;
  readonly #makes: MadeObject[] = [];
  readonly #gives = new Set<string>();
  readonly #needs = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #drops = new Set<string>();

  constructor(searchPath: SearchPath) {
    this.#schema = new Schema(searchPath);
  }

  get found(): Omit<ReadRepeatable, "migration"> {
    return {
      ...{ makes: this.#makes, gives: this.#gives, drops: this.#drops },
      ...{ needs: this.#needs, calls: this.#calls },
    };
  }

  take(statement: Statement): void {
    add(this.#needs, keysNamed(statement.mentions, this.#schema));
    for (const action of flattened(statement.actions)) {
      this.#takeBody(action);
      const named = namedBy(action).filter(({ on }) => on === undefined);
      add(this.#needs, keysOf(named, this.#schema));
      add(this.#drops, keysOf(droppedBy(action), this.#schema));
      for (const object of createdBy(action)) this.#make(object);
      apply(this.#schema, action, { migration: 0, section: "up", transaction: 0 });
    }
  }

  #make(object: NamedObject): void {
    const whole = this.#isPathSet ? withSchema(object, this.#schema) : object;
    const drop = dropStatement(whole);
    this.#makes.push({ key: objectKey(object, this.#schema), ...(drop && { drop }) });
    if (object.on === undefined) add(this.#gives, keysOf([object], this.#schema));
  }

  /** Whether the file looks names up elsewhere than the session does. */
  get #isPathSet(): boolean {
    return this.#schema.settings.get("search_path") !== undefined;
  }

  /** The server reads the body of a function in SQL when it is made, that of one in another language when it is called. */
  #takeBody(action: Action): void {
    if (action.kind !== "create-function") return;
    if (action.language === "sql")
      add(this.#needs, keysNamed(mentionedIn(action.body), this.#schema));
    const { actions, calls, reads } = routineBody(action);
    const read = [...reads, ...actions.flatMap(readBy)];
    add(
      this.#calls,
      read.flatMap((name) => relationThing(name, this.#schema)?.keys ?? []),
    );
    add(
      this.#calls,
      calls.flatMap((name) => routineThing(name, this.#schema).keys),
    );
  }
}

function add(keys: Set<string>, more: readonly string[]): void {
  for (const key of more) keys.add(key);
}

function mentionedIn(body = ""): RelationName[] {
  try {
    return parseStatements(body).flatMap(({ mentions }) => mentions);
  } catch {
    return [];
  }
}

function keysNamed(names: readonly RelationName[], schema: Schema): string[] {
  return names.flatMap((name) => thingsNamed(name, schema)).flatMap(({ keys }) => keys);
}

function keysOf(objects: readonly NamedObject[], schema: Schema): string[] {
  return objects.flatMap((object) => objectThings(object, schema)).flatMap(({ keys }) => keys);
}

/** Of a routine its arguments are a part. */
function objectKey({ objectKind, name = "", on, ...object }: NamedObject, schema: Schema): string {
  const space = isRoutineKind(objectKind) ? "ROUTINE" : objectKind;
  const full = on ? [schema.resolve(on), name] : schema.resolve({ ...object, name }, nowhere);
  return JSON.stringify([space, full, object.argumentTypes]);
}

const nowhere = (): boolean => false;

function withSchema(object: NamedObject, schema: Schema): NamedObject {
  if (object.on !== undefined) return { ...object, on: schema.resolve(object.on) };
  const full: FullName = schema.resolve({ ...object, name: object.name ?? "" }, nowhere);
  return { ...object, ...full };
}

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
    if (isDue) add(dropped as Set<string>, [...one.drops]);
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
