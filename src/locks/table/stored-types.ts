/**
 * What types have in common in storage. Measured on PostgreSQL 15 to 18 by changing a column's type and comparing the
 * files of the table and its index; source: pg_cast, castmethod b.
 */

/** PostgreSQL's own types that columns have. */
export const ownTypes: ReadonlySet<string> = new Set(
  `bool bytea char name int8 int2 int4 text oid xml json jsonb point lseg path box polygon line circle
  float4 float8 money macaddr macaddr8 inet cidr bpchar varchar date time timestamp timestamptz interval timetz
  bit varbit numeric uuid tsvector tsquery jsonpath pg_lsn pg_snapshot txid_snapshot xid xid8
  regclass regtype regproc regprocedure regoper regoperator regnamespace regrole regconfig regdictionary regcollation
  int4range int8range numrange daterange tsrange tstzrange
  int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange`.split(
    /\s+/,
  ),
);

/** The type that a serial one stands for. */
export const serialTypes: Readonly<Record<string, string>> = {
  smallserial: "int2",
  serial: "int4",
  bigserial: "int8",
};

/** Changes from one type to another without a length that keep the heap, and what becomes of indexes. */
const changes: readonly (readonly [from: string, to: string, indexes: "kept" | "rebuilt"])[] = [
  ["varchar", "text", "kept"],
  ["text", "varchar", "kept"],
  ["cidr", "inet", "kept"],
  ["xml", "text", "kept"],
  ["xml", "varchar", "kept"],
  ["xml", "bpchar", "kept"],
  ["oid", "regclass", "kept"],
  ["regclass", "oid", "kept"],
  ["text", "bpchar", "rebuilt"],
  ["varchar", "bpchar", "rebuilt"],
  ["text", "citext", "rebuilt"],
  ["varchar", "citext", "rebuilt"],
  ["citext", "text", "rebuilt"],
  ["citext", "varchar", "rebuilt"],
  ["bit", "varbit", "rebuilt"],
  ["int4", "oid", "rebuilt"],
  ["oid", "int4", "rebuilt"],
  ["int4", "regclass", "rebuilt"],
  ["regclass", "int4", "rebuilt"],
];

const byPair = new Map(changes.map(([from, to, indexes]) => [`${from} ${to}`, indexes]));

/** What becomes of indexes where a change of the type keeps the heap; undefined where it does not. */
export function indexesAfter(from: string, to: string): "kept" | "rebuilt" | undefined {
  return byPair.get(`${from} ${to}`);
}

/**
 * Whether all values of a type with a length or precision can stay as they are when that changes; undefined for types
 * whose modifiers mean something unknown.
 */
export function isWidened(
  type: string,
  from: readonly number[],
  to: readonly number[],
): boolean | undefined {
  if (to.length === 0 || from.join() === to.join()) return true;
  return widenings[type]?.(from, to);
}

type Widening = (from: readonly number[], to: readonly number[]) => boolean;

const neverWider: Widening = () => false;
const longer: Widening = ([from], [to]) => from !== undefined && to! >= from;
/** No precision means 6. */
const morePrecise: Widening = ([from = 6], [to = 6]) => to >= Math.min(from, 6);

const widenings: Readonly<Record<string, Widening>> = {
  varchar: longer,
  varbit: longer,
  bpchar: neverWider,
  bit: neverWider,
  numeric: ([precision, scale = 0], [newPrecision, newScale = 0]) =>
    precision !== undefined && scale === newScale && newPrecision! >= precision,
  timestamp: morePrecise,
  timestamptz: morePrecise,
  time: morePrecise,
  timetz: morePrecise,
  interval: ([fields = everyField, from], [newFields = everyField, to]) => {
    const [least, newLeast] = [leastField(fields), leastField(newFields)];
    if (newLeast < least) return false;
    return (
      least < seconds || morePrecise(from === undefined ? [] : [from], to === undefined ? [] : [to])
    );
  },
};

/** INTERVAL_FULL_RANGE: all fields from years to seconds. */
const everyField = 0x7fff;

/** The bits of an interval's fields, from years down to seconds. Source: PostgreSQL's datetime.h. */
const fieldBits = [2, 1, 3, 10, 11, 12];
const seconds = fieldBits.length - 1;

/** The smallest field that an interval of these fields keeps. */
function leastField(fields: number): number {
  return fieldBits.findLastIndex((bit) => (fields & (1 << bit)) !== 0);
}

const utc = /^(?:(?:etc\/)?(?:utc|uct|universal|zulu|greenwich|gmt(?:[+-]?0)?)|[+-]?0+)$/i;

/** Whether a value of the setting TimeZone names UTC. */
export function isUtc(timeZone: string): boolean {
  return utc.test(timeZone.trim());
}
