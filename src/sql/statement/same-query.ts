import { parseTrees } from "./reader/parser.ts";

/**
 * Whether two queries, as the server writes them, differ in nothing but blanks, parentheses and the
 * qualification of columns: releases of PostgreSQL write one view in different ways.
 * `loadParser` must have been awaited before.
 */
export function isSameQuery(one: string, other: string): boolean {
  if (one === other) return true;
  try {
    return withoutQualification(one) === withoutQualification(other);
  } catch {
    return false;
  }
}

function withoutQualification(query: string): string {
  return JSON.stringify(
    parseTrees(query).map(({ tree }) => tree),
    (key, value: unknown) => {
      if (key === "location") return undefined;
      return key === "ColumnRef"
        ? { fields: (value as { fields: unknown[] }).fields.slice(-1) }
        : value;
    },
  );
}
