import { baseOf, isConstrainedDomain } from "../../schema/index.ts";
import type { Schema } from "../../schema/index.ts";
import {
  isSameType,
  type ActionOf,
  type Expression,
  type TypeSummary,
} from "../../sql/statement/index.ts";
import { indexesAfter, isUtc, isWidened, ownTypes, serialTypes } from "./stored-types.ts";

/** A change of a column's type. */
export interface TypeChange {
  readonly column: string;
  /** Absent where nobody knows what the column was. */
  readonly from?: TypeSummary | undefined;
  readonly fromCollation?: string | undefined;
  readonly to: TypeSummary;
  readonly toCollation?: string | undefined;
  readonly using?: Expression | undefined;
  /** The session's TimeZone; absent where the migration does not set it. */
  readonly timeZone?: string | undefined;
}

/** The change that ALTER COLUMN … TYPE makes to a table; undefined where it is no table's column that is altered. */
export function typeChangeOf(
  action: ActionOf<"alter-column-type">,
  schema: Schema,
): TypeChange | undefined {
  if (action.objectKind !== "TABLE") return undefined;
  const table = schema.relation(action.relation);
  if (table !== undefined && table.kind !== "table") return undefined;
  const column = table?.columns.get(action.column);
  return {
    column: action.column,
    from: column?.type,
    fromCollation: column?.collation,
    to: action.type,
    toCollation: action.collation,
    using: action.using,
    timeZone: schema.settings.get("timezone"),
  };
}

/** What a change costs. Indexes of a rewritten table are rebuilt, and those with conditions or expressions always are. */
export interface Cost {
  readonly heap: "kept" | "rewritten" | "unknown";
  readonly indexes: "kept" | "rebuilt" | "unknown";
}

const kept: Cost = { heap: "kept", indexes: "kept" };
const reindexed: Cost = { heap: "kept", indexes: "rebuilt" };
const unknown: Cost = { heap: "unknown", indexes: "unknown" };
const rewritten: Cost = { heap: "rewritten", indexes: "rebuilt" };

/**
 * What becomes of the table and of plain indexes on the column. USING costs nothing where it is the column, or a cast of
 * it that costs nothing.
 * Measured on PostgreSQL 15 to 18.
 */
export function costOf(change: TypeChange, schema: Schema): Cost {
  const { column, from, to, using, timeZone } = change;
  const plain = using?.plainColumn;
  if (using !== undefined && plain?.column !== column) return rewritten;
  if (from === undefined) return unknown;
  const types = [from, ...(plain?.cast ? [plain.cast] : []), to];
  const steps = types
    .slice(1)
    .map((type, index) => stepCost(types[index]!, type, schema, timeZone));
  const worst = worstOf(steps);
  return worst.heap === "kept" && isCollatedAnew(change) ? reindexed : worst;
}

/** Whether values are compared by another operator afterwards; varchar is compared as text. */
export function isComparedAnew(change: TypeChange, schema: Schema): boolean {
  const { from, to } = change;
  if (from === undefined || costOf(change, schema).heap !== "rewritten") return false;
  const nameOf = (type: TypeSummary) => baseType(type, schema).name.replace("varchar", "text");
  return nameOf(from) !== nameOf(to);
}

function worstOf(steps: readonly Cost[]): Cost {
  const order = (["rewritten", "unknown", "kept"] as const).flatMap((heap) =>
    steps.filter((step) => step.heap === heap),
  );
  return order[0]?.heap === "kept"
    ? (steps.find(({ indexes }) => indexes !== "kept") ?? kept)
    : order[0]!;
}

function isCollatedAnew({ fromCollation, toCollation }: TypeChange): boolean {
  return plainCollation(fromCollation) !== plainCollation(toCollation);
}

function plainCollation(name: string | undefined): string | undefined {
  const last = name?.replace(/^pg_catalog\./, "");
  return last === "default" ? undefined : last;
}

function stepCost(from: TypeSummary, to: TypeSummary, schema: Schema, timeZone?: string): Cost {
  if (isSameType(from, to)) return kept;
  if (isConstrainedDomain(to, schema)) return rewritten;
  const [old, wanted] = [baseType(from, schema), baseType(to, schema)];
  if (old.dimensions > 0 || wanted.dimensions > 0) return arrayCost(old, wanted);
  if (isSameName(old, wanted)) return widthCost(old, wanted);
  if (isTimestamp(old) && isTimestamp(wanted)) return zoneCost(wanted, timeZone);
  const indexes = (old.schema ?? wanted.schema) ? undefined : indexesAfter(old.name, wanted.name);
  if (indexes !== undefined && wanted.modifiers.length === 0)
    return indexes === "kept" ? kept : reindexed;
  return isKnown(old, schema) && isKnown(wanted, schema) ? rewritten : unknown;
}

function isSameName(one: TypeSummary, other: TypeSummary): boolean {
  return one.name === other.name && one.schema === other.schema;
}

/** Arrays are gone through element by element, unless their elements stay as they are. */
function arrayCost(old: TypeSummary, wanted: TypeSummary): Cost {
  const isPlain = isSameName(old, wanted) && old.dimensions > 0 && wanted.dimensions > 0;
  const { modifiers } = wanted;
  const isAlike = modifiers.length === 0 || modifiers.join() === old.modifiers.join();
  return isPlain && isAlike ? kept : rewritten;
}

function widthCost(old: TypeSummary, wanted: TypeSummary): Cost {
  const widened = isWidened(old.name, old.modifiers, wanted.modifiers);
  if (widened === undefined) return unknown;
  return widened ? kept : rewritten;
}

function isTimestamp({ name, schema }: TypeSummary): boolean {
  return schema === undefined && (name === "timestamp" || name === "timestamptz");
}

/** With and without time zone: in a session in UTC the stored values are the same. */
function zoneCost({ modifiers: [precision = 6] }: TypeSummary, timeZone: string | undefined): Cost {
  if (precision < 6) return rewritten;
  if (timeZone === undefined) return { heap: "unknown", indexes: "rebuilt" };
  return isUtc(timeZone) ? reindexed : rewritten;
}

/** Of a domain the type it is of, of a serial type the integer it is. */
export function baseType(type: TypeSummary, schema: Schema): TypeSummary {
  const base = baseOf(type, schema);
  const integer = base.schema === undefined ? serialTypes[base.name] : undefined;
  return integer === undefined ? base : { ...base, name: integer };
}

/** Whether it is known that a type is no domain. */
function isKnown(type: TypeSummary, schema: Schema): boolean {
  return (type.schema === undefined && ownTypes.has(type.name)) || schema.type(type) !== undefined;
}
