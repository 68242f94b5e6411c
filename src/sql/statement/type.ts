import type { TypeName } from "@pgsql/types";
import { namesOf } from "./effects/thing.ts";
import type { TypeSummary } from "./parts.ts";

/** Turns the parser's positions into UTF-16 offsets; absent ones become the beginning of the statement. */
export type Place = (location: number | undefined) => number;

/**
 * A type by one name, however it is spelled: `integer`, `int` and `int4` are `int4`.
 * Source: PostgreSQL manual, table 8.1 "Data Types".
 */
export function typeOf(
  { names, typmods, arrayBounds = [], location }: TypeName,
  place: Place,
): TypeSummary {
  const parts = namesOf(names);
  const [name, schema] = parts.toReversed();
  const isOwn = schema === undefined || schema === "pg_catalog";
  return {
    name: isOwn ? (aliases[name!] ?? name!) : name!,
    ...(!isOwn && { schema }),
    modifiers: (typmods ?? []).map((node) =>
      "A_Const" in node ? (node.A_Const.ival?.ival ?? 0) : -1,
    ),
    dimensions: arrayBounds.length,
    at: place(location),
  };
}

/** Spellings that the parser leaves as they are. */
const aliases: Readonly<Record<string, string>> = {
  decimal: "numeric",
  serial4: "serial",
  serial8: "bigserial",
  serial2: "smallserial",
};

/** A type as people write it: `varchar(20)`, `app.mood[]`; of an interval's modifiers the precision alone. */
export function shownType({
  name,
  schema,
  modifiers,
  dimensions,
}: Omit<TypeSummary, "at">): string {
  const plain = name === "char" && schema === undefined ? '"char"' : (spoken[name] ?? name);
  const qualified = schema === undefined ? plain : `${schema}.${name}`;
  const shown = name === "interval" ? modifiers.slice(1) : modifiers;
  const modified = shown.length > 0 ? `${qualified}(${shown.join(",")})` : qualified;
  return modified + "[]".repeat(dimensions);
}

const spoken: Readonly<Record<string, string>> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "char",
};

/** Whether two types are one and the same. */
export function isSameType(one: TypeSummary, other: TypeSummary): boolean {
  return (
    one.name === other.name &&
    one.schema === other.schema &&
    one.dimensions === other.dimensions &&
    one.modifiers.join() === other.modifiers.join()
  );
}

export function isSerial({ name, schema }: TypeSummary): boolean {
  return schema === undefined && /^(?:small|big)?serial$/.test(name);
}
