import type { Action } from "./action.ts";
import type { NamedObject } from "./parts.ts";

/** The objects that GRANT, COMMENT, OWNER TO, DROP and their like name. */
export function namedBy(action: Action): readonly NamedObject[] {
  if (!("objectKind" in action)) return [];
  const { objectKind } = action;
  if (action.kind === "grant") {
    const kind = action.inSchemas ? "SCHEMA" : objectKind;
    return action.objects.map((one) => ({ ...one, objectKind: kind }));
  }
  return "object" in action ? [{ ...action.object, objectKind }] : [];
}
