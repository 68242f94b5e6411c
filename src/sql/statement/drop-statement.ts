import type { NamedObject } from "./parts.ts";
import { shownName, sqlName } from "./shown-name.ts";

/**
 * The statement that drops an object that holds no rows: views, routines, and what is on a table. Undefined for all others,
 * and for what has no name.
 */
export function dropStatement(object: NamedObject): string | undefined {
  const { objectKind, schema, name, on, argumentTypes } = object;
  if (name === undefined) return undefined;
  const named = sqlName({ schema, name });
  const dropped = `DROP ${objectKind} IF EXISTS`;
  switch (objectKind) {
    case "VIEW":
    case "MATERIALIZED VIEW":
      return `${dropped} ${named}`;
    case "FUNCTION":
    case "PROCEDURE":
      return `${dropped} ${named}(${(argumentTypes ?? []).join(", ")})`;
    case "TRIGGER":
    case "POLICY":
    case "RULE":
      return on && `${dropped} ${shownName([name])} ON ${sqlName(on)}`;
    default:
      return undefined;
  }
}
