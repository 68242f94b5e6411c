import type { Node, ObjectType, RangeVar, TypeName } from "@pgsql/types";
import type { RelationName } from "../parts.ts";
import type { ObjectKind, ObjectName } from "../action.ts";

export function relationOf({ schemaname, relname }: RangeVar): RelationName {
  return { ...(schemaname !== undefined && { schema: schemaname }), name: relname ?? "" };
}

/** The name that the last one or two of these parts are. */
export function nameFrom(parts: readonly string[]): RelationName {
  const [name, schema] = parts.toReversed();
  return { ...(schema !== undefined && { schema }), name: name ?? "" };
}

export function relationsOf(nodes: readonly Node[] | undefined): RelationName[] {
  return (nodes ?? []).flatMap((node) => {
    if ("RangeVar" in node) return [relationOf(node.RangeVar)];
    if ("VacuumRelation" in node && node.VacuumRelation.relation)
      return [relationOf(node.VacuumRelation.relation)];
    return [];
  });
}

/** `MATERIALIZED VIEW` for OBJECT_MATVIEW: the word that SQL has for a kind of object. */
export function objectKind(type: ObjectType | undefined): ObjectKind {
  const word = (type ?? "").replace("OBJECT_", "");
  return words[word] ?? word.replaceAll("_", " ");
}

const words: Readonly<Record<string, string>> = {
  MATVIEW: "MATERIALIZED VIEW",
  TABCONSTRAINT: "CONSTRAINT",
  DOMCONSTRAINT: "DOMAIN CONSTRAINT",
  FDW: "FOREIGN DATA WRAPPER",
  OPCLASS: "OPERATOR CLASS",
  OPFAMILY: "OPERATOR FAMILY",
  STATISTIC_EXT: "STATISTICS",
  TSCONFIGURATION: "TEXT SEARCH CONFIGURATION",
  TSDICTIONARY: "TEXT SEARCH DICTIONARY",
  TSPARSER: "TEXT SEARCH PARSER",
  TSTEMPLATE: "TEXT SEARCH TEMPLATE",
  FOREIGN_SERVER: "SERVER",
};

/** An object as DROP, COMMENT and their like name it. */
export function objectOf(type: ObjectType | undefined, node: Node | undefined): ObjectName {
  if (node !== undefined && "ObjectWithArgs" in node) return functionName(node.ObjectWithArgs);
  const parts = partsOf(node);
  if (type === "OBJECT_CAST" || type === "OBJECT_TRANSFORM") return conversionName(type, node);
  if (type === "OBJECT_OPCLASS" || type === "OBJECT_OPFAMILY")
    return { ...nameFrom(parts.slice(1)), method: parts[0] ?? "" };
  if (type === "OBJECT_DOMCONSTRAINT")
    return { name: parts.at(-1) ?? "", on: nameFrom(parts.slice(0, -1)) };
  if (
    type !== undefined &&
    (isOnTable(type) || type === "OBJECT_TABCONSTRAINT" || type === "OBJECT_COLUMN")
  )
    return { name: parts.at(-1) ?? "", on: nameFrom(parts.slice(0, -1)) };
  return nameFrom(parts);
}

/** Casts and transforms have no name but what they are between. */
function conversionName(type: "OBJECT_CAST" | "OBJECT_TRANSFORM", node: Node | undefined) {
  const [first, second] = node && "List" in node ? (node.List.items ?? []) : [];
  const from = first && "TypeName" in first ? first.TypeName : undefined;
  if (type === "OBJECT_CAST")
    return castName(from, second && "TypeName" in second ? second.TypeName : undefined);
  return transformName(from, second && "String" in second ? second.String.sval : undefined);
}

export function castName(source: TypeName = {}, target: TypeName = {}): ObjectName {
  return { name: `${writtenType({ TypeName: source })} AS ${writtenType({ TypeName: target })}` };
}

export function transformName(type: TypeName = {}, language = ""): ObjectName {
  return { name: `${writtenType({ TypeName: type })} LANGUAGE ${language}` };
}

function functionName({
  objname,
  objargs,
  args_unspecified,
}: {
  objname?: Node[];
  objargs?: Node[];
  args_unspecified?: boolean;
}): ObjectName {
  const name = nameFrom(namesOf(objname));
  if (args_unspecified) return name;
  const argumentTypes = (objargs ?? []).flatMap((node) =>
    "TypeName" in node ? [writtenType(node)] : [],
  );
  return { ...name, argumentTypes };
}

/** A type by its last name, as `int4` or `text[]`; enough to distinguish one overload from another. */
export function writtenType(node: {
  readonly TypeName: { names?: Node[]; arrayBounds?: Node[] };
}): string {
  const { names, arrayBounds = [] } = node.TypeName;
  return (namesOf(names).at(-1) ?? "") + "[]".repeat(arrayBounds.length);
}

/** Whether the objects of a type are named with the table that they are on. */
function isOnTable(type: ObjectType): boolean {
  return /^OBJECT_(?:TRIGGER|POLICY|RULE)$/.test(type);
}

/** The parts of a name, or the one name, that a node holds; types are written out. */
function partsOf(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ("String" in node) return [node.String.sval ?? ""];
  if ("List" in node) return (node.List.items ?? []).flatMap(listedPart);
  if ("TypeName" in node) return namesOf(node.TypeName.names);
  return "ObjectWithArgs" in node ? namesOf(node.ObjectWithArgs.objname) : [];
}

function listedPart(node: Node): string[] {
  return "TypeName" in node ? [writtenType(node)] : partsOf(node);
}

export function namesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}
