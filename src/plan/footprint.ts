import { locksTaken } from "../locks/table/index.ts";
import { apply, calledBy, type FullName, type Origin, type Schema } from "../schema/index.ts";
import {
  alteredBy,
  createdBy,
  droppedBy,
  flattened,
  objectsNamedIn,
  readBy,
  writtenBy,
  type Action,
  type RelationName,
  type Statement,
} from "../sql/statement/index.ts";
import {
  objectThings,
  relationThing,
  roleThing,
  schemaThing,
  thingsNamed,
  typeThing,
  type Thing,
} from "./things.ts";

/** What a migration touches: what it changes, and what else it has to do with. */
export class Footprint {
  readonly #changed = new Map<string, string>();
  readonly #used = new Set<string>();
  /** Whether it does something that its text does not show. */
  isUnread = false;

  /** Takes in a statement before it takes effect, and lets it take effect. */
  take({ actions, mentions, roles }: Statement, schema: Schema, origin: Origin): void {
    this.#use(mentions.flatMap((name) => thingsNamed(name, schema)));
    this.#use(roles.map(roleThing));
    for (const action of flattened(actions)) {
      this.#takeAction(action, schema);
      for (const called of flattened(calledBy(action, schema).actions))
        this.#takeAction(called, schema);
      if (action.kind !== "do-block") apply(schema, action, origin);
    }
  }

  /** What both touch and one of them changes, in words; the same, in whichever order they are asked. */
  common(other: Footprint): string[] {
    const found = [...this.#commonIn(other), ...other.#commonIn(this)];
    return [...new Set(found)].toSorted();
  }

  #commonIn(other: Footprint): string[] {
    return [...this.#changed].flatMap(([key, shown]) =>
      other.#changed.has(key) || other.#used.has(key) ? [shown] : [],
    );
  }

  #takeAction(action: Action, schema: Schema): void {
    this.isUnread ||= isUnread(action, schema);
    this.#change(changedBy(action, schema));
    this.#use(usedBy(action, schema));
  }

  #change(things: readonly Thing[]): void {
    for (const { keys, shown } of things) for (const key of keys) this.#changed.set(key, shown);
    this.#use(things);
  }

  #use(things: readonly Thing[]): void {
    for (const { keys, schema } of things) {
      for (const key of keys) this.#used.add(key);
      if (schema !== undefined) this.#used.add(`schema ${schema}`);
    }
  }
}

/** Whether an action, or what it calls, does what nobody can read, or may concern anything. */
function isUnread(action: Action, schema: Schema): boolean {
  switch (action.kind) {
    case "do-block":
      return action.dynamic || callsUnread(action, schema);
    case "select":
    case "call":
      return callsUnread(action, schema);
    case "drop":
      return action.objectKind === "INDEX" && schema.index(action.object) === undefined;
    case "execute":
    case "default-privileges":
    case "drop-owned":
      return true;
    case "other":
      return action.command === "another statement" || action.command === "PREPARE";
    default:
      return false;
  }
}

/** Of the functions of others, PostgreSQL's and those of extensions, nobody expects that they touch what migrations make. */
function callsUnread(action: Action, schema: Schema): boolean {
  return calledBy(action, schema).unread.some((name) => schema.routinesNamed(name).length > 0);
}

function changedBy(action: Action, schema: Schema): Thing[] {
  const written = writtenBy(action);
  return [
    ...objectsNamedIn(action).flatMap((object) => objectThings(object, schema)),
    ...relations([...alteredBy(action), ...written.flatMap(({ relation }) => relation ?? [])]),
    ...written.flatMap(({ schema: whole }) => (whole === undefined ? [] : [schemaThing(whole)])),
    ...written.flatMap(({ type }) => (type === undefined ? [] : [typeThing(type, schema)])),
    ...(action.kind === "alter-role" ? [roleThing(action.name)] : []),
    ...("cascade" in action && action.cascade ? relations(lockedBy(action, schema)) : []),
  ];

  function relations(names: readonly RelationName[]): Thing[] {
    return names.flatMap((name) => relationThing(name, schema) ?? []);
  }
}

/** Beside what its statement names: what it reads and locks, what views read, and the types of columns. */
function usedBy(action: Action, schema: Schema): Thing[] {
  const met = [...readBy(action), ...lockedBy(action, schema), ...alteredBy(action)];
  const own = createdBy(action).flatMap(({ on }) => on ?? []);
  const dropped = droppedBy(action).flatMap(({ name, on, schema: its }) =>
    on ? [on] : name ? [{ name, ...(its !== undefined && { schema: its }) }] : [],
  );
  return [...met, ...own, ...dropped].flatMap((name) => aroundOf(name, schema));
}

function lockedBy(action: Action, schema: Schema): FullName[] {
  return locksTaken(action, schema).map(({ relation }) => relation);
}

/** A relation, the views over it, and what it is made of. */
function aroundOf(name: RelationName, schema: Schema): Thing[] {
  const known = schema.relation(name);
  if (known === undefined) return [relationThing(name, schema) ?? []].flat();
  const beside = [known, ...schema.viewsOver(known), ...(known.reads?.relations ?? [])];
  return [
    ...beside.flatMap((one) => relationThing(one, schema) ?? []),
    ...[...known.columns.values()].flatMap(({ type }) => (type ? [typeThing(type, schema)] : [])),
  ];
}
