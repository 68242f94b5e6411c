import type { Kind, Tree } from "./effects/effect.ts";
import type { Action } from "./action.ts";
import type { Place } from "./type.ts";

/** How statements are summarised, by their kinds. */
export type Readers = { readonly [K in Kind]?: (node: Tree<K>, place: Place) => readonly Action[] };

/** Where a statement begins. */
export function begin(place: Place): number {
  return place(undefined);
}
