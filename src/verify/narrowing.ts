/** A type as `format_type` writes it. */
interface Type {
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly isArray: boolean;
}

/**
 * Whether not every value of the one type is a value of the other as well.
 * Source: PostgreSQL manual, chapter 8 "Data Types".
 */
export function isNarrowing(from: string, to: string): boolean {
  const [before, after] = [typeOf(from), typeOf(to)];
  if (before.isArray !== after.isArray) return after.name !== "text";
  return !holds(before, after);
}

function typeOf(text: string): Type {
  const isArray = text.endsWith("[]");
  const [, head, modifiers, tail = ""] = /^([^(]*)(?:\(([\d,-]+)\))?(.*?)(?:\[\])*$/.exec(text)!;
  return {
    name: `${head}${tail}`.trim(),
    modifiers: modifiers?.split(",").map(Number) ?? [],
    isArray,
  };
}

function holds(from: Type, to: Type): boolean {
  if (from.name === to.name) return fits(from, to);
  if (to.name === "text" || (isText(to) && to.modifiers.length === 0)) return true;
  if (isText(from) && isText(to)) return fits(from, to);
  return wider[from.name]?.includes(to.name) === true && to.modifiers.length === 0;
}

/** Whether what the one type's length, precision or scale lets in the other's does, too. */
function fits({ name, modifiers: [size, scale = 0] }: Type, { modifiers }: Type): boolean {
  const [limit, otherScale = 0] = modifiers;
  if (limit === undefined) return true;
  if (size === undefined) return false;
  if (name !== "numeric") return limit >= size;
  return otherScale >= scale && limit - otherScale >= size - scale;
}

function isText({ name }: Type): boolean {
  return name === "text" || name === "character varying" || name === "character";
}

/** The types that have every value of another one. */
const wider: Readonly<Record<string, readonly string[]>> = {
  smallint: ["integer", "bigint", "numeric", "real", "double precision"],
  integer: ["bigint", "numeric", "double precision"],
  bigint: ["numeric"],
  real: ["double precision"],
  date: ["timestamp without time zone", "timestamp with time zone"],
  "timestamp without time zone": ["timestamp with time zone"],
  json: ["jsonb"],
  jsonb: ["json"],
  cidr: ["inet"],
};
