import { closest, distance } from "fastest-levenshtein";

/** The name that is spelt most like a given one; undefined where all are farther than so many letters. */
export function nearestName(
  given: string,
  known: readonly string[],
  farthest: number,
): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(given, known);
  return distance(given, near) <= farthest ? near : undefined;
}
