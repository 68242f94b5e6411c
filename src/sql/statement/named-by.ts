import type { Action } from "./action.ts";
import { createdBy, droppedBy, renamedBy } from "./description/index.ts";
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

/** The objects that an action makes, drops and renames, by both names, and those that it names otherwise. */
export function objectsNamedIn(action: Action): NamedObject[] {
  return [
    ...createdBy(action),
    ...droppedBy(action),
    ...renamedBy(action).flatMap(({ from, to }) => [from, to]),
    ...namedBy(action),
  ];
}
