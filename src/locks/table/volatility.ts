import type { Schema } from "../../schema/index.ts";
import type { Expression, RelationName } from "../../sql/statement/index.ts";
import {
  steadyFunctions,
  steadyFunctionsOfExtensions,
  volatileFunctions,
  volatileFunctionsOfExtensions,
} from "./built-in-functions.ts";

/** A function that may give another value for each row. */
export interface VolatileFunction extends RelationName {
  /** False where nobody knows whether it is created as STABLE or IMMUTABLE. */
  readonly isSure: boolean;
}

/** The first function of an expression that is VOLATILE, or may be. */
export function volatileFunctionOf(
  { functions }: Expression,
  schema: Schema,
): VolatileFunction | undefined {
  for (const called of functions) {
    const isVolatile = volatilityOf(called, schema);
    if (isVolatile !== false) return { ...called, isSure: isVolatile === true };
  }
  return undefined;
}

/**
 * Whether a function is VOLATILE, as it is unless it is created as STABLE or IMMUTABLE; undefined where nobody knows.
 * Source: manual, 36.7 "Function Volatility Categories".
 */
function volatilityOf(called: RelationName, schema: Schema): boolean | undefined {
  const { schema: written, name } = called;
  if (written === undefined || written === "pg_catalog") {
    if (volatileFunctions.has(name)) return true;
    if (steadyFunctions.has(name) || written === "pg_catalog") return false;
  }
  const known = schema.routinesNamed(called);
  if (known.length > 0) return known.some(({ volatility }) => volatility === "volatile");
  if (steadyFunctionsOfExtensions.has(name)) return false;
  return volatileFunctionsOfExtensions.has(name) ? true : undefined;
}
