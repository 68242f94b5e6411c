import { quoteIfNeeded } from "../text/index.ts";

/** A name as people write it: quoted only where it must be. */
export function shownName(parts: readonly string[]): string {
  return parts.map(quoteIfNeeded).join(".");
}

/** A name with its schema, where it has one, as SQL. */
export function sqlName({
  schema,
  name,
}: {
  readonly schema?: string | undefined;
  readonly name: string;
}): string {
  return shownName(schema === undefined ? [name] : [schema, name]);
}
