import { isBuiltIn } from "../locks/table/index.ts";
import { calledBy, type Schema } from "../schema/index.ts";
import type { Action, RelationName } from "../sql/statement/index.ts";

/** Why nobody knows from the text what an action does. */
export type Unread =
  | { readonly kind: "language"; readonly language: string }
  /** Statements that are built while it runs. */
  | { readonly kind: "dynamic" }
  /** Code that no migration shows, or that builds statements. */
  | { readonly kind: "function" | "procedure"; readonly name: RelationName }
  | { readonly kind: "prepared"; readonly name: string };

/** What of an action cannot be looked into; undefined where all of it can. */
export function unreadIn(action: Action, schema: Schema): Unread | undefined {
  switch (action.kind) {
    case "do-block":
      if (action.language !== "plpgsql") return { kind: "language", language: action.language };
      return action.dynamic ? { kind: "dynamic" } : unreadCall(action, schema);
    case "execute":
      return { kind: "prepared", name: action.name };
    case "call":
    case "select":
      return unreadCall(action, schema);
    default:
      return undefined;
  }
}

function unreadCall(action: Action, schema: Schema): Unread | undefined {
  const name = calledBy(action, schema).unread.find((one) => !isBuiltIn(one));
  return name && { kind: action.kind === "call" ? "procedure" : "function", name };
}
