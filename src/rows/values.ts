import { quoteLiteral } from "../sql/text/index.ts";
import { isOdd, scalars, type Purpose } from "./scalars.ts";
import type { TypeDefinition } from "./definitions.ts";

/** All types there may be need of, by oid. */
export type Types = ReadonlyMap<string, TypeDefinition>;

/**
 * A value of a type as a SQL expression; the same for the same purpose, always.
 * @param modifier `atttypmod`, -1 where there is none
 */
export function valueOf(types: Types, oid: string, modifier: number, purpose: Purpose): string {
  const type = types.get(oid)!;
  if (type.element !== "0") return arrayOf(types, type, modifier, purpose);
  switch (type.kind) {
    case "d":
      return domain(types, type, purpose);
    case "e":
      return label(type, purpose.index);
    case "r":
      return rangeOf(types, type, purpose.index);
    case "m":
      return `${type.sql}(${valueOf(types, type.subtype!, -1, purpose)})`;
    case "c":
      return rowOf(types, type, purpose);
    default:
      return scalar(type, modifier, purpose);
  }
}

function arrayOf(types: Types, type: TypeDefinition, modifier: number, purpose: Purpose): string {
  const element = (index: number) =>
    valueOf(types, type.element, modifier, { ...purpose, index, unique: false });
  if (isOdd(purpose.index) && !purpose.unique) return `ARRAY[]::${type.sql}`;
  return `ARRAY[${element(purpose.index)}, ${element(purpose.index + 1)}]::${type.sql}`;
}

function domain(types: Types, type: TypeDefinition, purpose: Purpose): string {
  const { values = [], base, modifier, sql } = type;
  const value = values[purpose.index % values.length];
  return `${value ?? valueOf(types, base, modifier, purpose)}::${sql}`;
}

/** A type without labels has no values. */
function label({ labels, sql }: TypeDefinition, index: number): string {
  return labels === null ? "NULL" : `${quoteLiteral(labels[index % labels.length]!)}::${sql}`;
}

/** Ranges of different indexes do not overlap, as exclusion constraints like it. */
function rangeOf(types: Types, type: TypeDefinition, index: number): string {
  const bound = (at: number) =>
    valueOf(types, type.subtype!, -1, { index: at, label: "", unique: false });
  return `${type.sql}(${bound(index * 4)}, ${bound(index * 4 + 2)})`;
}

function rowOf(types: Types, type: TypeDefinition, purpose: Purpose): string {
  const values = (type.attributes ?? []).map((attribute) =>
    valueOf(types, attribute.type, attribute.modifier, { ...purpose, unique: false }),
  );
  return `ROW(${values.join(", ")})::${type.sql}`;
}

/** A cast alone would not apply the modifier to what is cut or padded, so the text fits already. */
function scalar(type: TypeDefinition, modifier: number, purpose: Purpose): string {
  const write = scalars[type.name] ?? unknown;
  return `${quoteLiteral(write({ ...purpose, modifier }))}::${type.sql}`;
}

const guesses = ["1", "a", "1.0.0", "{}", "(1,2)", "[1,2]", "2024-03-01", "POINT(1 1)", "a=>1"];

/** For a type that is not known here: texts that many types take, one after the other. */
function unknown({ index }: Purpose): string {
  return guesses[index % guesses.length]!;
}
