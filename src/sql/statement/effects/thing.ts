import type { Node, ObjectType, RangeVar, RoleSpec, TypeName } from "@pgsql/types";
import { quoteIdentifier } from "../../text/index.ts";

/** Something that statements create and drop, as a section names it. */
export interface Thing {
  /** What identifies it within a section; a symbol where it has no name. */
  readonly key: string | symbol;
  /** The keys of what it is gone with: its table, its schema. */
  readonly inside: readonly (string | symbol)[];
}

/** Something with a name of its own: the schema that comes before the name is what it is inside of. */
export function namedThing(
  kind: string,
  parts: readonly string[],
  inside: Thing["inside"] = [],
): Thing {
  return { key: keyOf(kind, parts), inside: [...inside, ...schemaOf(parts)] };
}

/** Something on a table, such as a trigger or a column: `parts` are the table's and then its own name. */
export function thingOnTable(
  kind: string,
  parts: readonly string[],
  inside: Thing["inside"] = [],
): Thing {
  const table = parts.slice(0, -1);
  return {
    key: keyOf(kind, parts),
    inside: [...inside, keyOf("relation", table), ...schemaOf(table)],
  };
}

/** Something that gets its name from the server, or has none, as rows. */
export function unnamedThing(table: readonly string[], ...inside: Thing["inside"]): Thing {
  return {
    key: Symbol(shownName(table)),
    inside: [...inside, keyOf("relation", table), ...schemaOf(table)],
  };
}

/** The rows of a table, all of them. */
export function rowsOf(table: readonly string[]): Thing {
  return { key: keyOf("rows", table), inside: [] };
}

/** A function, known by its name and the types that it takes. */
export function functionThing(parts: readonly string[], types?: readonly string[]): Thing {
  const anyTypes = namedThing("function", parts);
  if (types === undefined) return anyTypes;
  return {
    key: `${anyTypes.key as string}(${types.join(",")})`,
    inside: [anyTypes.key, ...anyTypes.inside],
  };
}

export function keyOf(kind: string, parts: readonly string[]): string {
  return `${kind} ${shownName(parts)}`;
}

function schemaOf(parts: readonly string[]): string[] {
  return parts.length > 1 ? [keyOf("schema", parts.slice(0, 1))] : [];
}

/** Kinds of objects that share their names. */
export function kindOf(type: ObjectType): string {
  const kind = type.replace("OBJECT_", "").toLowerCase().replaceAll("_", " ");
  if (/^(?:table|foreign table|view|matview|sequence|index)$/.test(kind)) return "relation";
  if (/^(?:procedure|routine|aggregate)$/.test(kind)) return "function";
  return kind === "domain" ? "type" : kind;
}

/** Whether the objects of a type are named with the table that they are on. */
export function isOnTable(type: ObjectType): boolean {
  return /^OBJECT_(?:TRIGGER|POLICY|RULE)$/.test(type);
}

/** The parts of a name, or the one name, that a node holds; types are written out. */
export function partsOf(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ("String" in node) return [node.String.sval ?? ""];
  if ("List" in node) return (node.List.items ?? []).flatMap(listedPart);
  if ("TypeName" in node) return namesOf(node.TypeName.names);
  return "ObjectWithArgs" in node ? namesOf(node.ObjectWithArgs.objname) : [];
}

function listedPart(node: Node): string[] {
  return "TypeName" in node ? [typeText(node.TypeName)] : partsOf(node);
}

export function namesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}

export function relationParts(relation: RangeVar | undefined): string[] {
  return [relation?.schemaname, relation?.relname].filter((part) => part !== undefined);
}

/** A type as a section's own statements name it: `int` and `integer` are the same, `public.x` and `x` are not. */
export function typeText({ names, arrayBounds = [] }: TypeName): string {
  const parts = namesOf(names);
  const own = parts[0] === "pg_catalog" ? parts.slice(1) : parts;
  return shownName(own) + "[]".repeat(arrayBounds.length);
}

/** A name as people write it: quoted only where it must be. */
export function shownName(parts: readonly string[]): string {
  return parts
    .map((part) => (/^[a-z_][a-z0-9_$]*$/.test(part) ? part : quoteIdentifier(part)))
    .join(".");
}

/** What DROP, RENAME or SET SCHEMA names; with `place`, where it is afterwards. */
export function objectThing(
  type: ObjectType,
  object: Node | undefined,
  place: (parts: string[]) => string[] = (parts) => parts,
): Thing {
  const parts = place(partsOf(object));
  if (isOnTable(type)) return thingOnTable(kindOf(type), parts);
  if (object === undefined || !("ObjectWithArgs" in object) || kindOf(type) !== "function")
    return namedThing(kindOf(type), parts);
  const { args_unspecified, objargs } = object.ObjectWithArgs;
  return functionThing(parts, args_unspecified ? undefined : (objargs ?? []).flatMap(argumentType));
}

function argumentType(node: Node): string[] {
  return "TypeName" in node ? [typeText(node.TypeName)] : [];
}

export function userMapping(server: string | undefined, user: RoleSpec | undefined): Thing {
  const name = user?.rolename ?? user?.roletype ?? "";
  return {
    key: keyOf("user mapping", [server!, name]),
    inside: [keyOf("foreign server", [server!])],
  };
}
