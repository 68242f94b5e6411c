import { type CatalogObject, objectText } from "./objects.ts";

/** What two catalogs disagree on, for one object. */
export interface Difference {
  readonly object: CatalogObject;
  /** `missing`: only the first catalog has it; `extra`: only the second; `changed`: both, differently. */
  readonly change: "missing" | "extra" | "changed";
  /** Of a change: which aspects, in a fixed order. */
  readonly details: readonly AspectDifference[];
}

/** One aspect of an object: `was` in the first catalog, `is` in the second; absent where it is not there. */
export interface AspectDifference {
  /** In words that follow "its": `WHERE clause`, `default`, `privileges of PUBLIC`. */
  readonly aspect: string;
  readonly was?: string;
  readonly is?: string;
}

/** Differences, those of one object together. */
export function objectByObject(found: readonly Difference[]): Difference[] {
  const all = new Map<string, Difference>();
  for (const difference of found) {
    const key = objectText(difference.object);
    const known = all.get(key);
    if (known === undefined) all.set(key, difference);
    else all.set(key, { ...known, details: [...known.details, ...difference.details] });
  }
  return [...all.values()];
}
