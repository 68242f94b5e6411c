import type { StatementContext } from "../../context.ts";
import type { ChangedType } from "./changed-type.ts";
import { ownTypes } from "../../../locks/table/index.ts";
import { baseType } from "../../../locks/table/index.ts";

/**
 * Whether the default of a column, which is kept, has no cast to the new type that goes without saying. USING does not
 * help: it is for the rows alone.
 * Measured on PostgreSQL 18; source: manual, ALTER TABLE, SET DATA TYPE.
 */
export function isDefaultRefused(
  { action, column, change }: ChangedType,
  { schema, together }: StatementContext,
): boolean {
  const value = column?.default;
  if (value === undefined || change.from === undefined || !value.constant || value.isNull)
    return false;
  const isDropped = together.some(
    (other) => other.kind === "set-default" && other.column === action.column && !other.default,
  );
  if (isDropped) return false;
  const [from, to] = [baseType(change.from, schema), baseType(change.to, schema)];
  const isEnum = (type: typeof to) => schema.type(type)?.form === "enum";
  if (from.dimensions > 0 || (from.name === to.name && from.schema === to.schema)) return false;
  if (isEnum(to)) return isEnum(from) || strings.has(from.name);
  if (to.schema !== undefined || !ownTypes.has(to.name)) return false;
  if (strings.has(from.name) || isEnum(from))
    return to.dimensions > 0 || !(strings.has(to.name) || to.name === "regclass");
  return numbers.has(from.name) ? to.name === "bool" : from.name === "bool" && numbers.has(to.name);
}

const strings = new Set(["text", "varchar", "bpchar", "name", "char"]);
const numbers = new Set(["int2", "int4", "int8", "float4", "float8", "numeric"]);
