import { quoteLiteral } from "../sql/text/index.ts";
import type { ColumnDefinition, TypeDefinition } from "./definitions.ts";
import type { Literals } from "./literals.ts";
import { valueOf, type Types } from "./values.ts";

/** A type without its domains, and what the domains demand. */
export interface BaseType {
  readonly type: TypeDefinition;
  readonly modifier: number;
  readonly sql: string;
  readonly notNull: boolean;
  /** Expressions over `VALUE`. */
  readonly checks: readonly string[];
}

/** The type under a column's domains. */
export function baseTypeOf(types: Types, column: ColumnDefinition): BaseType {
  let found: BaseType = {
    type: types.get(column.type)!,
    modifier: column.modifier,
    sql: column.typeSql,
    notNull: column.notNull,
    checks: [],
  };
  while (found.type.kind === "d") {
    const { base, modifier, baseSql, notNull, checks } = found.type;
    found = {
      type: types.get(base)!,
      modifier,
      sql: baseSql!,
      notNull: found.notNull || notNull,
      checks: [...found.checks, ...(checks ?? [])],
    };
  }
  return found;
}

/** How many values of our own stand for choice beside those from the constraints. */
const ownValues = 12;

/**
 * Values among which those that pass the constraints are looked for, as SQL expressions; what we would
 * rather have comes first.
 */
export function candidatesFor(
  types: Types,
  column: ColumnDefinition,
  literals: Literals,
  unique: boolean,
): string[] {
  const { type, modifier, notNull, sql } = baseTypeOf(types, column);
  const [first, ...more] = Array.from({ length: ownValues }, (_, index) =>
    valueOf(types, type.oid, modifier, { index, label: column.name, unique }),
  );
  const values = [first!, ...fromLiterals(types, type, literals), ...more];
  const [preferred, ...others] = [...new Set(values)].map((value) => `CAST(${value} AS ${sql})`);
  return [preferred!, ...(notNull ? [] : ["NULL"]), ...others];
}

function fromLiterals(types: Types, type: TypeDefinition, literals: Literals): string[] {
  if (type.element !== "0") return arrays(types, type, literals);
  if (type.labels !== null) return type.labels.map((label) => cast(label, type));
  const family = families.find(({ names }) => names.test(type.name));
  return (family?.values(literals, type) ?? []).slice(0, 60);
}

function cast(text: string, { sql }: TypeDefinition): string {
  return `${quoteLiteral(text)}::${sql}`;
}

interface Family {
  readonly names: RegExp;
  values(literals: Literals, type: TypeDefinition): string[];
}

const families: readonly Family[] = [
  { names: /^(text|varchar|bpchar|citext|name)$/, values: texts },
  { names: /^int[248]$/, values: integers },
  { names: /^(numeric|float[48]|money)$/, values: decimals },
  { names: /^(date|timestamp|timestamptz)$/, values: days },
  { names: /^timet?z?$/, values: matching(/^\d\d:\d\d/) },
  { names: /^interval$/, values: matching(/^(P\d|-?\d+ (year|mon|day|hour)|\d+:\d\d)/) },
  { names: /^uuid$/, values: matching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/i) },
  { names: /^(inet|cidr)$/, values: matching(/^([0-9]+\.){3}[0-9]+|^[0-9a-f]*:[0-9a-f:]+/i) },
  { names: /^jsonb?$/, values: documents },
  { names: /^bytea$/, values: bytes },
];

/** Texts that formats in use often ask for. */
const popular = [
  "abc",
  "Abc",
  "ABC",
  "a",
  "12345",
  "a@example.com",
  "b@example.com",
  "c@example.com",
  "https://example.com/1",
  "https://example.com/2",
  "+15550100001",
  "+15550100002",
  "1.0.0",
  "#aabbcc",
  "2024-03-01",
  "a-b",
  "a_b",
  "/a",
  "UTC",
  "{}",
  "",
];

function texts({ strings, texts: made }: Literals, type: TypeDefinition): string[] {
  return [...made, ...strings, ...popular].map((text) => cast(text, type));
}

const largest: Record<string, number> = { int2: 32_767, int4: 2_147_483_647 };

function integers({ numbers }: Literals, type: TypeDefinition): string[] {
  const limit = largest[type.name] ?? Number.MAX_SAFE_INTEGER;
  return [...numbers, 0]
    .flatMap((number) => [Math.floor(number), Math.floor(number) + 1, Math.ceil(number) - 1])
    .filter((number) => Math.abs(number) <= limit)
    .map((number) => cast(String(number), type));
}

function decimals({ numbers }: Literals, type: TypeDefinition): string[] {
  return [...numbers, 0]
    .flatMap((number) => [number, number + 1, number - 1, number + 0.5, number / 2])
    .map((number) => cast(String(number), type));
}

function days({ strings }: Literals, type: TypeDefinition): string[] {
  const given = strings.filter((text) => /^\d{4}-\d\d-\d\d/.test(text));
  return [...given, "2199-03-01", "1970-03-01"].flatMap((text) => [
    cast(text, type),
    ...["1 hour", "1 day", "2 days", "-1 day"].map(
      (step) => `(${cast(text, type)} + interval '${step}')::${type.sql}`,
    ),
  ]);
}

function matching(form: RegExp): Family["values"] {
  return ({ strings }, type) =>
    strings.filter((text) => form.test(text)).map((text) => cast(text, type));
}

function documents({ strings, numbers }: Literals, type: TypeDefinition): string[] {
  const written = strings.filter((text) => /^[{[]/.test(text)).map((text) => cast(text, type));
  const all = (value: unknown) => Object.fromEntries(strings.map((name) => [name, value]));
  const made = [
    {},
    [],
    ["text"],
    "text",
    1,
    true,
    ...sampleValues.flatMap((value) => [
      all(value),
      { ...all(all(value)), ...alongPaths(strings, value) },
    ]),
    ...strings,
    ...strings.flatMap((name) => [...numbers, ...strings].map((value) => ({ [name]: value }))),
  ];
  return [...written, ...made.map((document) => cast(JSON.stringify(document), type))];
}

/** What text of a document is often cast to: text, a number, an identifier. */
const sampleValues = ["text", 1, 2, 3, 4, "00000000-0000-4000-8000-000000000001"];

/** One value at the end of every path that is written as an array: `{address,city}`. */
function alongPaths(strings: readonly string[], value: unknown): object {
  const paths = strings.filter((text) => /^\{[^{}"]+\}$/.test(text));
  const nested = paths.map((path) =>
    path
      .slice(1, -1)
      .split(",")
      .reduceRight<unknown>((inner, name) => ({ [name]: inner }), value),
  );
  return Object.assign({}, ...nested) as object;
}

function bytes({ numbers }: Literals, type: TypeDefinition): string[] {
  return numbers
    .filter((length) => Number.isInteger(length) && length >= 0 && length < 2_000)
    .flatMap((length) => ["0a", "0b", "0c"].map((byte) => cast(`\\x${byte.repeat(length)}`, type)));
}

/** Arrays of one element, of all, of none, and of the lengths that are asked for. */
function arrays(types: Types, type: TypeDefinition, literals: Literals): string[] {
  const elements = fromLiterals(types, types.get(type.element)!, literals).slice(0, 12);
  const lengths = literals.numbers.filter((length) => Number.isInteger(length) && length <= 20);
  const [first] = elements;
  return [
    ...elements.map((element) => [element]),
    [],
    elements,
    ...(first === undefined ? [] : lengths.map((length) => Array<string>(length).fill(first))),
  ].map((chosen) => `ARRAY[${chosen.join(", ")}]::${type.sql}`);
}
