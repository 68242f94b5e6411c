import type { TypeSummary } from "./parts.ts";

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

/** Whether a type is one of numbers, and no array, as `format_type` writes it. */
export function isNumberType(type: string): boolean {
  return /^(?:smallint|integer|bigint|numeric|real|double precision)\b(?!.*\[\])/.test(type);
}
