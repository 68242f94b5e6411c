import type { TypeSummary } from "../../../sql/statement/index.ts";
import { isWidened } from "../../../locks/table/index.ts";

const fails = "values that do not fit make the migration fail";
const rounds = "values are rounded for good";

/** What a change from one type to another, neither of them a domain, does to values that the new one cannot hold. */
export function lossOf(from: TypeSummary, to: TypeSummary): string | undefined {
  if (from.dimensions > 0 || to.dimensions > 0 || from.schema || to.schema) return undefined;
  if (numbers.has(from.name) && numbers.has(to.name)) return lossOfNumbers(from, to);
  if (times.has(from.name) && times.has(to.name)) return lossOfTimes(from, to);
  if (strings.has(from.name) && lengths.has(to.name))
    return isWidened("varchar", from.modifiers, to.modifiers) ? undefined : fails;
  if (from.name === "varbit" && to.name === "varbit")
    return isWidened("varbit", from.modifiers, to.modifiers) ? undefined : fails;
  return undefined;
}

const strings = new Set(["text", "varchar", "bpchar", "citext"]);
const lengths = new Set(["varchar", "bpchar"]);
const integers = ["int2", "int4", "int8"];
const floats = ["float4", "float8"];
const numbers = new Set([...integers, ...floats, "numeric"]);
const times = new Set(["date", "time", "timetz", "timestamp", "timestamptz", "interval"]);

function lossOfNumbers(from: TypeSummary, to: TypeSummary): string | undefined {
  if (integers.includes(to.name)) {
    if (!integers.includes(from.name)) return `${rounds}, and ${fails}`;
    return integers.indexOf(to.name) < integers.indexOf(from.name) ? fails : undefined;
  }
  if (floats.includes(to.name)) return isExactAs(from, to) ? undefined : rounds;
  if (from.name === "numeric") return lossOfDecimals(from.modifiers, to.modifiers);
  if (floats.includes(from.name))
    return to.modifiers.length > 0 ? `${rounds}, or ${fails}` : undefined;
  return undefined;
}

/** Whether a floating-point type holds all values of a type: 15 digits of double precision, 6 of real. */
function isExactAs(from: TypeSummary, to: TypeSummary): boolean {
  const held = to.name === "float8" ? ["float4", "float8", "int2", "int4"] : ["float4", "int2"];
  return held.includes(from.name);
}

function lossOfDecimals(from: readonly number[], to: readonly number[]): string | undefined {
  const [precision, scale = 0] = to;
  if (precision === undefined) return undefined;
  const [oldPrecision = Infinity, oldScale = from.length > 0 ? 0 : Infinity] = from;
  if (scale < oldScale) return rounds;
  return precision - scale < oldPrecision - oldScale ? fails : undefined;
}

function lossOfTimes(from: TypeSummary, to: TypeSummary): string | undefined {
  const isInstant = from.name === "timestamp" || from.name === "timestamptz";
  if (isInstant && to.name === "date") return "the time of day is lost for good";
  if (isInstant && (to.name === "time" || to.name === "timetz")) return "the date is lost for good";
  if (from.name === "interval" && to.name === "interval")
    return isWidened("interval", from.modifiers, to.modifiers) ? undefined : rounds;
  const [precision = 6] = from.modifiers;
  const [newPrecision = 6] = to.modifiers;
  const isDate = to.name === "date" || from.name === "date";
  return !isDate && newPrecision < precision ? rounds : undefined;
}
