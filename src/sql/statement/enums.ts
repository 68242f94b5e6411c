import type { Action } from "./action.ts";
import type { RelationName } from "./parts.ts";

/** A value of an enum type. */
export interface EnumValue {
  readonly type: RelationName;
  readonly value: string;
}

/** The value that an action adds to an enum type. */
export function addedEnumValue(action: Action): EnumValue | undefined {
  return action.kind === "alter-enum" && action.adds !== undefined
    ? { type: action.name, value: action.adds }
    : undefined;
}

/** The enum type that an action creates. */
export function createdEnum(action: Action): RelationName | undefined {
  return action.kind === "create-type" && action.form === "enum" ? action.name : undefined;
}
