import { type FullName, keyOf, type Schema } from "../schema/index.ts";
import {
  isRelationKind,
  isRoutineKind,
  isTypeKind,
  shownName,
  type NamedObject,
  type RelationName,
} from "../sql/statement/index.ts";

/** Something in a database, told from all others by its keys: one that was renamed has that of its old name, too. */
export interface Thing {
  readonly keys: readonly string[];
  /** For messages: `public.users`, `type public.mood`. */
  readonly shown: string;
  /** The schema that it is in. */
  readonly schema?: string;
}

/** A table, view or sequence; of an index its table. Undefined for what is nobody else's. */
export function relationThing(name: RelationName, schema: Schema): Thing | undefined {
  const indexed = schema.relation(name) === undefined ? schema.index(name)?.table : undefined;
  const known = indexed ?? schema.relation(name);
  const full = known ?? schema.resolve(name);
  if (known?.temporary || full.schema === "pg_temp") return undefined;
  const key = keyOf(full);
  return { keys: [key, ...(known ? [known.id] : [])], shown: shownOf(full), schema: full.schema };
}

export function typeThing(name: RelationName, schema: Schema): Thing {
  return inSchema(
    "type",
    schema.resolve(name, (key) => schema.types.has(key)),
  );
}

export function routineThing(name: RelationName, schema: Schema): Thing {
  return inSchema(
    "function",
    schema.resolve(name, (key) => schema.routines.has(key)),
  );
}

export function schemaThing(name: string): Thing {
  return { keys: [`schema ${name}`], shown: `the schema ${name}` };
}

export function roleThing(name: string): Thing {
  return { keys: [`role ${name}`], shown: `the role ${name}` };
}

/** Whatever bears a name: nothing says of which kind that is. */
export function thingsNamed(name: RelationName, schema: Schema): Thing[] {
  const relation = relationThing(name, schema);
  return [...(relation ? [relation] : []), typeThing(name, schema), routineThing(name, schema)];
}

/** What an object is, or is on; of kinds that nothing is known of, all that are of the kind. */
export function objectThings(object: NamedObject, schema: Schema): Thing[] {
  const { objectKind, on } = object;
  if (/^(?:ENUM VALUE|DOMAIN CONSTRAINT)$/.test(objectKind)) return [typeThing(on!, schema)];
  const named = { ...object, name: object.name ?? "" };
  const relation = objectKind === "USER MAPPING" ? undefined : on;
  if (relation !== undefined || isRelationKind(objectKind) || objectKind === "INDEX") {
    const thing = relationThing(relation ?? named, schema);
    return thing ? [thing] : [];
  }
  if (isTypeKind(objectKind)) return [typeThing(named, schema)];
  if (isRoutineKind(objectKind) || objectKind === "AGGREGATE") return [routineThing(named, schema)];
  if (objectKind === "SCHEMA") return [schemaThing(named.name)];
  if (objectKind === "ROLE") return [roleThing(named.name)];
  return [{ keys: [objectKind], shown: `what is of the kind ${objectKind}` }];
}

function inSchema(kind: string, name: FullName): Thing {
  return {
    keys: [`${kind} ${keyOf(name)}`],
    shown: `the ${kind} ${shownOf(name)}`,
    schema: name.schema,
  };
}

function shownOf({ schema, name }: FullName): string {
  return shownName([schema, name]);
}
