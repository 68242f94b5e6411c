import { locatingIn, type Migration } from "../migrations/index.ts";
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
export interface MadeObject {
  /** Tells it from all others. */
  readonly key: string;
  /** The statement that drops it; absent where that would take rows, or what others stand on, with it. */
  readonly drop?: string;
}

/** The schemas in which a session looks names up; the default of the server where it is not known. */
export type SearchPath = readonly string[] | undefined;

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

/** Whether two sets have a key in common. */
export function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const key of one) if (other.has(key)) return true;
  return false;
}

/**
 * Reads a migration as one that may run again and again.
 * @throws MigrationFileError
 */
export function readRepeatable(migration: Migration, searchPath: SearchPath): ReadRepeatable {
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

/** What tells an object from all others; of a routine its arguments are a part. */
export function objectKey(
  { objectKind, name = "", on, ...object }: NamedObject,
  schema: Schema,
): string {
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
