import type { Node } from "@pgsql/types";
import type { Action } from "../action.ts";
import type { Place } from "./type.ts";

type KindIn<Union> = Union extends unknown ? keyof Union : never;
/** The kinds of nodes in PostgreSQL's syntax trees. */
export type Kind = KindIn<Node>;
/** The node of a kind. */
export type Tree<K extends Kind> = Extract<Node, Record<K, unknown>>[K];

/** How actions are read of statements, by the statements' kinds. */
export type Readers = { readonly [K in Kind]?: (node: Tree<K>, place: Place) => readonly Action[] };

/** Where a statement begins. */
export function begin(place: Place): number {
  return place(undefined);
}
