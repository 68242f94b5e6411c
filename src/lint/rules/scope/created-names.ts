import type { Action, RelationName } from "../../../sql/statement/index.ts";

/** What an action creates, where that is something in a schema of its own choice; temporary things aside. */
export function createdName(action: Action): RelationName | undefined {
  switch (action.kind) {
    case "create-table":
    case "create-table-as":
    case "create-view":
    case "create-sequence":
      return action.temporary ? undefined : action.relation;
    case "create-type":
    case "create-domain":
    case "create-function":
      return action.name;
    case "create-other":
      return /^(?:AGGREGATE|OPERATOR|COLLATION|TEXT SEARCH \w+|CONVERSION)$/.test(action.objectKind)
        ? action.name
        : undefined;
    default:
      return undefined;
  }
}
