/** What a value is for. */
export interface Purpose {
  /** Which of the many values of the type; other numbers give other values where the type has them. */
  readonly index: number;
  /** The column's name, which texts show. */
  readonly label: string;
  /** Whether no two rows may have it: then numbers keep away from those that people choose. */
  readonly unique: boolean;
}

type Writer = (purpose: Purpose & { readonly modifier: number }) => string;

/**
 * The text of values, by the type's name.
 * Source: PostgreSQL manual, chapter 8 "Data Types", and the pages of the extensions in appendix F.
 */
export const scalars: Record<string, Writer> = {
  bool: ({ index }) => (index % 2 === 0 ? "true" : "false"),
  int2: (purpose) => whole(purpose, "301"),
  int4: (purpose) => whole(purpose, "70001"),
  int8: (purpose) => whole(purpose, "3000000001"),
  numeric,
  float4: ({ index }) => `${index + 1}.5`,
  float8: ({ index }) => (isOdd(index) ? `${index + 1}.123456789012` : `${index + 1}.5`),
  money: ({ index }) => `${index + 1}.50`,
  text,
  varchar: text,
  bpchar: text,
  citext: text,
  name: text,
  char: ({ index }) => letters(index, 1),
  bytea: ({ index }) => `\\x${hex(index + 1, 4)}`,
  uuid: ({ index }) => `00000000-0000-4000-8000-${hex(index + 1, 12)}`,
  date: ({ index }) => day(index),
  timestamp: ({ index }) => `${day(index)} 10:20:30.123456`,
  timestamptz: ({ index }) => `${day(index)} 10:20:30.123456+00`,
  time: ({ index }) => clock(index),
  timetz: ({ index }) => `${clock(index)}+02`,
  interval: ({ index }) => `${index + 1} years 2 mons ${index + 1} days 02:03:04`,
  inet: ({ index }) => `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  cidr: ({ index }) => `10.${index % 256}.0.0/16`,
  macaddr: ({ index }) => `08:00:2b:01:02:${hex(index % 256, 2)}`,
  macaddr8: ({ index }) => `08:00:2b:01:02:03:04:${hex(index % 256, 2)}`,
  json: object,
  jsonb: object,
  jsonpath: ({ index }) => `$.a${index + 1}`,
  xml: ({ index }) => `<value>${index + 1}</value>`,
  bit: ({ index, modifier }) => bits(index, modifier === -1 ? 1 : modifier),
  varbit: ({ index, modifier }) => bits(index, modifier === -1 ? 8 : modifier),
  tsvector: ({ index }) => `word${index + 1}:1`,
  tsquery: ({ index }) => `word${index + 1}`,
  point: ({ index }) => `(${index * 10},1)`,
  line: ({ index }) => `{1,2,${index}}`,
  lseg: ({ index }) => `[(0,0),(1,${index + 1})]`,
  box: ({ index }) => `(${index * 10 + 1},1),(${index * 10},0)`,
  path: ({ index }) => `[(0,0),(1,${index + 1})]`,
  polygon: ({ index }) => `((${index * 10},0),(${index * 10 + 1},0),(${index * 10},1))`,
  circle: ({ index }) => `<(${index * 10},0),1>`,
  oid: ({ index }) => String(index + 1),
  xid: ({ index }) => String(index + 1),
  xid8: ({ index }) => String(index + 1),
  cid: ({ index }) => String(index + 1),
  tid: ({ index }) => `(0,${index + 1})`,
  pg_lsn: ({ index }) => `0/${hex(index + 1, 4)}`,
  pg_snapshot: ({ index }) => `10:${index + 20}:`,
  txid_snapshot: ({ index }) => `10:${index + 20}:`,
  int2vector: ({ index }) => `1 ${index + 1}`,
  oidvector: ({ index }) => `1 ${index + 1}`,
  refcursor: ({ index }) => `cursor ${index + 1}`,
  regclass: ({ index }) => pick(index, ["pg_class", "pg_type", "pg_proc"]),
  regtype: ({ index }) => pick(index, ["integer", "text", "boolean"]),
  regproc: ({ index }) => pick(index, ["now", "version", "pi"]),
  regprocedure: ({ index }) => pick(index, ["now()", "version()", "pi()"]),
  regoper: ({ index }) => pick(index, ["|/", "||/", "@-@"]),
  regoperator: ({ index }) => pick(index, ["+(int4,int4)", "-(int4,int4)", "*(int4,int4)"]),
  regnamespace: ({ index }) => pick(index, ["pg_catalog", "information_schema"]),
  regrole: () => "pg_monitor",
  regconfig: ({ index }) => pick(index, ["simple", "english", "german"]),
  regdictionary: () => "simple",
  regcollation: ({ index }) => pick(index, ['"C"', '"POSIX"', '"default"']),
  aclitem: () => "pg_monitor=r/pg_monitor",
  hstore: ({ index }) => `key=>${index + 1}`,
  ltree: ({ index }) => `top.part${index + 1}`,
  lquery: ({ index }) => `top.part${index + 1}.*`,
  ltxtquery: ({ index }) => `part${index + 1}`,
  cube: ({ index }) => `(${index + 1},2)`,
  seg: ({ index }) => `${index * 10}..${index * 10 + 5}`,
  vector,
  halfvec: vector,
  sparsevec: ({ index, modifier }) => `{1:${index + 1}}/${dimensions(modifier)}`,
  ean13: () => "978-0-306-40615-7",
  isbn: () => "0-306-40615-2",
  isbn13: () => "978-0-306-40615-7",
  issn: () => "0317-8471",
  geometry: ({ index }) => `POINT(${index + 1} 1)`,
  geography: ({ index }) => `POINT(${index + 1} 1)`,
};

/** Whether a value is to be one that migrations stumble over: large, of mixed case, empty, with many digits. */
export function isOdd(index: number): boolean {
  return index % 4 === 1;
}

/** @param large one that the next smaller type has not */
function whole({ index, unique }: Purpose, large: string): string {
  if (unique) return String(index + 1001);
  return isOdd(index) ? large : String(index + 1);
}

function object({ index, label, unique }: Purpose): string {
  return isOdd(index) && !unique ? "{}" : JSON.stringify({ [label || "value"]: index + 1 });
}

/** Precision and scale as `numeric` packs them; a scale may be negative. */
function numeric({ index, unique, modifier }: Parameters<Writer>[0]): string {
  if (modifier === -1) return `${index + (unique ? 1001 : 1)}.${isOdd(index) ? "123456789" : "5"}`;
  const precision = (modifier - 4) >> 16;
  const scale = (((modifier - 4) & 0x7ff) ^ 0x400) - 0x400;
  if (scale <= 0) return `${(index % (10 ** Math.min(precision, 9) - 1)) + 1}e${-scale}`;
  const digits = precision - scale;
  const before = digits <= 0 ? 0 : (index % (10 ** Math.min(digits, 9) - 1)) + 1;
  const width = Math.min(scale, precision, 9);
  const fraction = 5 * 10 ** (width - 1) + (width > 1 ? index % 10 : 0);
  return `${before}.${"0".repeat(Math.max(0, -digits))}${fraction}`;
}

/** `varchar(n)` and `char(n)` have the modifier n + 4. */
function text({ index, label, modifier }: Parameters<Writer>[0]): string {
  const word = label.slice(0, 20) || "text";
  const long = `${isOdd(index) ? capital(word) : word} ${index + 1}`;
  const limit = modifier === -1 ? 63 : modifier - 4;
  return long.length <= limit ? long : letters(index, limit);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** `a`, `b`, … `z`, `ba` …, at most `limit` letters. */
function letters(index: number, limit: number): string {
  const digit = String.fromCharCode(97 + (index % 26));
  const rest = Math.floor(index / 26);
  return rest === 0 || limit === 1 ? digit : letters(rest, limit - 1) + digit;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}

function day(index: number): string {
  return new Date(Date.UTC(2024, 2, 1 + index)).toISOString().slice(0, 10);
}

function clock(index: number): string {
  return `${String(10 + (index % 12)).padStart(2, "0")}:20:${String(index % 60).padStart(2, "0")}.5`;
}

function bits(index: number, length: number): string {
  return (index + 1).toString(2).padStart(length, "0").slice(-length);
}

function pick(index: number, values: readonly string[]): string {
  return values[index % values.length]!;
}

function dimensions(modifier: number): number {
  return modifier === -1 ? 3 : modifier;
}

function vector({ index, modifier }: Parameters<Writer>[0]): string {
  return `[${Array.from({ length: dimensions(modifier) }, (_, at) => at + index + 1).join(",")}]`;
}
