import type { Action } from "./action.ts";
import { type ConstraintName, validatedConstraint } from "./constraints.ts";
import {
  askCatalog,
  createdBy,
  droppedBy,
  guardOf,
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  renamedBy,
  writtenBy,
  type Guard,
} from "./description/index.ts";
import type { NamedObject, ObjectKind, RelationName } from "./parts.ts";
import type { Statement } from "./statements.ts";

/**
 * Whether each of several statements may run again when all of them do. A statement that has no guard of its own is
 * guarded by those around it: CREATE TRIGGER by DROP TRIGGER IF EXISTS before it, everything on a table by DROP TABLE
 * IF EXISTS. Nothing is asked of a database, so unlike the server this takes `t` and `public.t` for two tables.
 */
export function guardsOf(statements: readonly Pick<Statement, "actions">[]): Guard[] {
  if (statements.every(({ actions }) => actions.every(isGuardedByItself)))
    return statements.map(({ actions }) => leastGuarded(actions.map(guardOf)));
  const changes = statements.map(({ actions }) => actions.map(changeOf));
  const existence = new Existence();
  for (const change of changes.flat()) existence.apply(change);
  return changes.map((all) => leastGuarded(all.map((change) => again(change, existence))));
}

/** Whether a statement of this guard may run again. */
export function mayRunAgain({ is }: Guard): boolean {
  return is === "repeatable" || is === "guarded";
}

/** What an action does to what is there, and its own guard. */
interface Change {
  readonly guard: Guard;
  /** What must be there, and stays there. */
  readonly needs: Thing | undefined;
  readonly creates: readonly Thing[];
  readonly drops: readonly Thing[];
}

function changeOf(action: Action): Change {
  const renames = renamedBy(action);
  const writes = writtenBy(action).flatMap(({ relation, ...write }) =>
    relation && !write.creates ? [{ relation, ...write }] : [],
  );
  const validated = validatedConstraint(action);
  return {
    guard: guardOf(action),
    needs: validated && constraintThing(validated),
    creates: [
      ...[...createdBy(action), ...renames.map(({ to }) => to)].map(thingOf),
      ...writes.flatMap(({ relation, addsRows }) => (addsRows ? [newRowsOf(relation)] : [])),
    ],
    drops: [
      ...[...droppedBy(action), ...renames.map(({ from }) => from)].map(thingOf),
      ...writes.flatMap(({ relation, empties }) => (empties ? [allRowsOf(relation)] : [])),
    ],
  };
}

/** Whether nothing around it makes its own guard another one: it has one, needs nothing, and puts nothing in another's place. */
function isGuardedByItself(action: Action): boolean {
  const isMove =
    renamedBy(action).length > 0 ||
    writtenBy(action).length > 0 ||
    (createdBy(action).length > 0 && droppedBy(action).length > 0);
  return mayRunAgain(guardOf(action)) && !isMove && validatedConstraint(action) === undefined;
}

/** What a change is worth in the second run, where `existence` is how the statements before it left things. */
function again(change: Change, existence: Existence): Guard {
  const guard = judged(change, existence);
  existence.apply(change);
  return guard;
}

function judged(change: Change, existence: Existence): Guard {
  const { is } = change.guard;
  if (change.needs && existence.lacks(change.needs)) return askCatalog("pg_constraint");
  if ((is === "unguarded" || is === "unguardable") && existence.fits(change))
    return { is: "guarded" };
  return is === "guarded" && existence.collides(change)
    ? { is: "unguardable", remedy: { kind: "ask-new-name" } }
    : change.guard;
}

const ranks: Readonly<Record<Guard["is"], number>> = {
  repeatable: 0,
  guarded: 1,
  unknown: 2,
  unguarded: 3,
  unguardable: 3,
};

function leastGuarded(guards: readonly Guard[]): Guard {
  return guards.reduce<Guard>(
    (least, guard) => (ranks[guard.is] > ranks[least.is] ? guard : least),
    { is: "repeatable" },
  );
}

/** Something that statements create and drop, as they name it. */
interface Thing {
  /** What identifies it; a symbol where it has no name. */
  readonly key: string | symbol;
  /** The keys of what it is gone with: its table, its schema, its columns. */
  readonly inside: readonly string[];
}

/** What is there and what is not, as far as the statements so far show. */
class Existence {
  readonly #known = new Map<Thing["key"], { thing: Thing; exists: boolean }>();

  /** Whether what is to be created is not there, and what is to be dropped is. */
  fits({ creates, drops }: Change): boolean {
    if (creates.length + drops.length === 0) return false;
    return (
      creates.every((thing) => this.#of(thing) !== true) &&
      drops.every((thing) => this.#of(thing) !== false)
    );
  }

  lacks(thing: Thing): boolean {
    return this.#of(thing) === false;
  }

  /** Whether something is to move to where something is already: IF EXISTS does not ask for that. */
  collides({ creates, drops }: Change): boolean {
    return (
      creates.some((thing) => this.#of(thing) === true) &&
      drops.some((thing) => this.#of(thing) === true)
    );
  }

  /** What is inside of something that is dropped goes with it. */
  apply({ creates, drops }: Change): void {
    for (const thing of drops) {
      this.#forgetInside(thing);
      this.#known.set(thing.key, { thing, exists: false });
    }
    for (const thing of creates) this.#known.set(thing.key, { thing, exists: true });
  }

  #of(thing: Thing): boolean | undefined {
    return this.#known.get(thing.key)?.exists;
  }

  #forgetInside({ key }: Thing): void {
    if (typeof key === "symbol") return;
    for (const [other, { thing }] of this.#known)
      if (thing.inside.includes(key)) this.#known.delete(other);
  }
}

function constraintThing({ table, name }: ConstraintName): Thing {
  return thingOf({ objectKind: "CONSTRAINT", name, on: table });
}

function thingOf(object: NamedObject): Thing {
  const { objectKind, schema, name, on, columns = [], argumentTypes } = object;
  const kind = nameSpaceOf(objectKind);
  const parent = parents[kind] ?? "RELATION";
  const isOn = on !== undefined && kind !== "RELATION" && kind !== "STATISTICS";
  const own = [...(isOn ? parts(on) : []), ...(schema === undefined ? [] : [schema]), name ?? ""];
  const key = keyOf(kind, [...own, ...(object.method === undefined ? [] : [object.method])]);
  const isOverload = kind === "FUNCTION" && argumentTypes !== undefined;
  return {
    key: name === undefined ? Symbol(objectKind) : key + (isOverload ? `(${argumentTypes})` : ""),
    inside: [
      ...(isOverload ? [key] : []),
      ...(on ? [keyOf(parent, parts(on)), ...schemaOf(on)] : []),
      ...schemaOf({ schema }),
      ...(on ? columns.map((column) => keyOf("COLUMN", [...parts(on), column])) : []),
    ],
  };
}

/** Kinds of objects that share their names. */
function nameSpaceOf(objectKind: ObjectKind): string {
  if (isRelationKind(objectKind) || objectKind === "INDEX") return "RELATION";
  if (isRoutineKind(objectKind) || objectKind === "AGGREGATE") return "FUNCTION";
  return isTypeKind(objectKind) ? "TYPE" : objectKind;
}

/** What the objects of a kind are on, where that is no table. */
const parents: Readonly<Record<string, string>> = {
  "ENUM VALUE": "TYPE",
  "DOMAIN CONSTRAINT": "TYPE",
  "USER MAPPING": "SERVER",
};

/** The rows of a table, all of them. */
function allRowsOf(table: RelationName): Thing {
  return { key: keyOf("ROWS", parts(table)), inside: [] };
}

function newRowsOf(table: RelationName): Thing {
  const inside = [keyOf("ROWS", parts(table)), keyOf("RELATION", parts(table))];
  return { key: Symbol(table.name), inside: [...inside, ...schemaOf(table)] };
}

function keyOf(kind: string, names: readonly string[]): string {
  return `${kind} ${JSON.stringify(names)}`;
}

function parts({ schema, name }: RelationName): string[] {
  return schema === undefined ? [name] : [schema, name];
}

function schemaOf({ schema }: { readonly schema?: string | undefined }): string[] {
  return schema === undefined ? [] : [keyOf("SCHEMA", [schema])];
}
