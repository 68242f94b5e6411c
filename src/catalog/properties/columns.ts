import { quoteLiteral } from "../../sql/text/index.ts";
import type { Definition } from "../digest/definitions.ts";
import { definitionOf } from "../digest/definitions.ts";
import type { Catalog } from "../read.ts";
import type { PropertyChange, PropertyKind } from "./kind.ts";
import { lastPart, optionChanges, withoutLast } from "./text.ts";
import { shownName } from "../../sql/statement/index.ts";

const of = /^column$/;

const storages: Record<string, string> = { p: "PLAIN", e: "EXTERNAL", m: "MAIN", x: "EXTENDED" };
const compressions: Record<string, string> = { p: "pglz", l: "lz4" };

/** Of columns: how their values are kept, and what partitions and children have that their parents do not. */
export const ofColumns: readonly PropertyKind[] = [
  {
    of,
    name: /^storage$/,
    isUsual: ({ properties }) => properties["storage"] === properties["usual storage"],
    isOfType: true,
    sql: (change) => [altering(change, `SET STORAGE ${storages[change.is!]}`)],
  },
  {
    of,
    name: /^compression$/,
    isOfType: true,
    sql: (change) => [
      altering(change, `SET COMPRESSION ${compressions[change.is ?? ""] ?? "default"}`),
    ],
  },
  {
    of,
    name: /^statistics target$/,
    sql: (change) => [altering(change, `SET STATISTICS ${change.is ?? -1}`)],
  },
  {
    of,
    name: /^options$/,
    sql: (change) => optionChanges(change.was, change.is).map((action) => altering(change, action)),
  },
  {
    of,
    name: /^default$/,
    isUnknown: (definition, side) => isOfView(definition, side) || isInherited(definition),
    isUsual: (definition, side) => isAsParents(definition, side, "default"),
    isLacking: (definition, side) =>
      isInherited(definition) && !isAsParents(definition, side, "default"),
    sql: (change) => [
      altering(change, change.is === undefined ? "DROP DEFAULT" : `SET DEFAULT ${change.is}`),
    ],
  },
  {
    of,
    name: /^NOT NULL$/,
    isUnknown: isInherited,
    isUsual: (definition, side) => isAsParents(definition, side, "NOT NULL"),
    sql: (change) => [altering(change, change.is === "true" ? "SET NOT NULL" : "DROP NOT NULL")],
  },
  {
    of,
    name: /^comment$/,
    isUnknown: (definition, side) => isAttribute(definition, side) || isOfView(definition, side),
    sql: ({ definition: { object }, is }) => [
      `COMMENT ON COLUMN ${object.name} IS ${is === undefined ? "NULL" : quoteLiteral(is)}`,
    ],
  },
];

function altering({ definition, to }: PropertyChange, action: string): string {
  const { name } = definition.object;
  const relation = withoutLast(name);
  const only = isInherited(definition) ? "ONLY " : "";
  return `ALTER ${kindOf(relation, to).toUpperCase()} ${only}${relation} ALTER COLUMN ${lastPart(name)} ${action}`;
}

function kindOf(name: string, { definitions }: Catalog): string {
  return (
    ["view", "materialized view", "foreign table"].find(
      (kind) => definitionOf({ kind, name }, definitions) !== undefined,
    ) ?? "table"
  );
}

/** Whether it is of a composite type. */
function isAttribute({ object: { name } }: Definition, { definitions }: Catalog): boolean {
  return definitionOf({ kind: "attribute", name }, definitions) !== undefined;
}

export function isOfView({ object }: Definition, side: Catalog): boolean {
  return kindOf(withoutLast(object.name), side).endsWith("view");
}

/** Whether a column is there only as its table's parent has it. */
function isInherited({ properties }: Definition): boolean {
  return properties["own definition"] === "false";
}

/** Whether it is what the column has when its table is made, or the column is no partition's and no child's. */
function isAsParents(definition: Definition, side: Catalog, property: string): boolean {
  const origin = originOf(definition, side);
  if (origin === undefined) return (definition.properties[property] ?? "false") === "false";
  const theirs = origin.properties[property];
  const isPassedOn = property !== "NOT NULL" || !isNotInherited(origin, side);
  return (isPassedOn ? theirs : "false") === definition.properties[property];
}

/** Whether a column's NOT NULL constraint is not for those that inherit from its table. */
function isNotInherited({ object: { name } }: Definition, { definitions }: Catalog): boolean {
  const constraint = {
    kind: "constraint",
    name: `NOT NULL of ${lastPart(name)}`,
    on: withoutLast(name),
  };
  return definitionOf(constraint, definitions)?.properties["NO INHERIT"] === "true";
}

/** The column from which a column comes, where that is not its own. */
export function comesFrom(definition: Definition, side: Catalog): string | undefined {
  return isInherited(definition) ? originOf(definition, side)?.object.name : undefined;
}

/** The table of which a table is a partition or a child; of several parents the first. */
export function parentOf(table: string, side: Catalog): string | undefined {
  const attachment = [...side.attachments.values()].find(
    (one) => shownName([one.table.schema, one.table.name]) === table,
  );
  const [parent] = attachment?.parents ?? [];
  return parent && shownName([parent.schema, parent.name]);
}

/** The column of the parent, or of its parent, that does not come from there itself; of several parents the first counts. */
function originOf({ object }: Definition, side: Catalog): Definition | undefined {
  const parent = parentOf(withoutLast(object.name), side);
  if (parent === undefined) return undefined;
  const name = `${parent}.${lastPart(object.name)}`;
  const theirs = definitionOf({ kind: "column", name }, side.definitions);
  return theirs && isInherited(theirs) ? (originOf(theirs, side) ?? theirs) : theirs;
}
