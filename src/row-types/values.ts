import type { ColumnType } from "./read.ts";

/** What a value is in TypeScript: as `pg` gives it, and as it takes it. */
export interface Value {
  readonly read: string;
  readonly written: string;
}

const same = (type: string): Value => ({ read: type, written: type });
const number = same("number");
const text = same("string");
const date = { read: "Date", written: "Date | string" };
const json = { read: "Json", written: "string" };

/** What the parsers of `pg` make of values: of all other types the text that the server sends. Source: pg-types, textParsers.js. */
const parsed: Readonly<Record<string, Value>> = {
  bool: same("boolean"),
  int2: number,
  int4: number,
  oid: number,
  float4: number,
  float8: number,
  int8: { read: "string", written: "string | number | bigint" },
  numeric: { read: "string", written: "string | number" },
  date,
  timestamp: date,
  timestamptz: date,
  interval: { read: "Interval", written: "string" },
  json,
  jsonb: json,
  bytea: same("Buffer"),
  point: { read: "Point", written: "string" },
  circle: { read: "Circle", written: "string" },
};

/** Arrays that `pg` takes apart; numeric ones become numbers, unlike a single value. */
const arrays: Readonly<Record<string, Value>> = {
  ...Object.fromEntries(
    ["bool", "bytea", "int2", "int4", "int8", "oid", "float4", "float8"].map((name) => [
      name,
      parsed[name]!,
    ]),
  ),
  ...Object.fromEntries(
    ["date", "timestamp", "timestamptz", "interval", "point", "json", "jsonb"].map((name) => [
      name,
      parsed[name]!,
    ]),
  ),
  ...Object.fromEntries(
    ["text", "varchar", "bpchar", "inet", "cidr", "macaddr", "uuid", "money", "time", "timetz"].map(
      (name) => [name, text],
    ),
  ),
  numrange: text,
  numeric: { read: "number", written: "string | number" },
};

/**
 * A value of a type.
 * @param nameOf the name of what is declared for a type of the database's own
 */
export function typedValue(type: ColumnType, nameOf: (type: ColumnType) => string): Value {
  const { element, base, kind, name } = type;
  if (kind === "enum" || kind === "composite") return same(nameOf(type));
  if (base !== null) return domainOf(nameOf(type), typedValue(base, nameOf));
  if (element !== null) return arrayOf(element, nameOf);
  return kind === "built-in" ? (parsed[name] ?? text) : text;
}

function domainOf(name: string, { read, written }: Value): Value {
  return { read: name, written: read === written ? name : written };
}

/** The text that the server sends is what `pg` gives of arrays of all other types. An array that is given is taken for each. */
function arrayOf(element: ColumnType, nameOf: (type: ColumnType) => string): Value {
  const known = element.kind === "built-in" ? arrays[element.name] : undefined;
  if (known !== undefined) return { read: listOf(known.read), written: listOf(known.written) };
  const { written } = typedValue(element, nameOf);
  return { read: "string", written: `${listOf(written)} | string` };
}

function listOf(type: string): string {
  return `${type.includes(" ") ? `(${type})` : type}[]`;
}

/** What is declared where a type uses it. */
export const declarations: Readonly<Record<string, string>> = {
  Json: "export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };",
  Interval: `export interface Interval {
  years?: number;
  months?: number;
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}`,
  Point: "export interface Point {\n  x: number;\n  y: number;\n}",
  Circle: "export interface Circle {\n  x: number;\n  y: number;\n  radius: number;\n}",
};
