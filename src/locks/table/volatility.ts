import { calledInExpression, type Routine, type Schema } from "../../schema/index.ts";
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
function volatilityOf(
  called: RelationName,
  schema: Schema,
  within: readonly Routine[] = [],
): boolean | undefined {
  const { schema: written, name } = called;
  if (written === undefined || written === "pg_catalog") {
    if (volatileFunctions.has(name)) return true;
    if (steadyFunctions.has(name) || written === "pg_catalog") return false;
  }
  const known = schema.routinesNamed(called);
  if (known.length > 0)
    return known.some(
      (one) => one.volatility === "volatile" && !isSteadyExpression(one, schema, within),
    );
  if (steadyFunctionsOfExtensions.has(name)) return false;
  return volatileFunctionsOfExtensions.has(name) ? true : undefined;
}

/**
 * Whether the planner puts the one expression of a function in SQL in its place, and that is not VOLATILE.
 * Source: `inline_function`; measured on PostgreSQL 15 and 18.
 */
function isSteadyExpression(routine: Routine, schema: Schema, within: readonly Routine[]): boolean {
  const { language, securityDefiner, settings, returns } = routine;
  const isPlain = !securityDefiner && settings.length === 0 && !returns?.startsWith("setof ");
  if (language !== "sql" || !isPlain || within.includes(routine)) return false;
  const called = calledInExpression(routine);
  return called?.every((one) => volatilityOf(one, schema, [...within, routine]) === false) ?? false;
}
