import { quoteIfNeeded } from "../text/index.ts";

/** A name as people write it: quoted only where it must be. */
export function shownName(parts: readonly string[]): string {
  return parts.map(quoteIfNeeded).join(".");
}
