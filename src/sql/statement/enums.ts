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

/** Whether a text has a value as a string literal. */
export function mentionsValue(text: string, value: string): boolean {
  return text.includes(`'${value.replaceAll("'", "''")}'`);
}
