import type { Node } from "@pgsql/types";
import type { Thing } from "./thing.ts";

/**
 * Whether something may be run once more. `always`: by its nature. `yes`: it says so itself, as by IF NOT EXISTS.
 * `no`: it fails, or changes something. `unknown`: the text does not show it.
 */
export type Guard = "always" | "yes" | "no" | "unknown";

/** One thing that a statement does. */
export interface Effect {
  readonly guard: Guard;
  readonly creates?: Thing;
  readonly drops?: Thing;
  /** What to do about a `no`. */
  readonly remedy?: string;
}

type KindIn<Union> = Union extends unknown ? keyof Union : never;
/** The kinds of nodes in PostgreSQL's syntax trees. */
export type Kind = KindIn<Node>;
/** The node of a kind. */
export type Tree<K extends Kind> = Extract<Node, Record<K, unknown>>[K];
/** How the effects of statements are read, by their kinds. */
export type Readers = { readonly [K in Kind]?: (node: Tree<K>) => readonly Effect[] };

export const always: readonly Effect[] = [{ guard: "always" }];

type Things = Pick<Effect, "creates" | "drops">;

export function guarded(isGuarded: boolean | undefined, remedy: string, things?: Things): Effect {
  return isGuarded ? { guard: "yes", ...things } : { guard: "no", remedy, ...things };
}

/** One effect that has no guard. */
export function unguardedEffect(remedy: string, things?: Things): readonly Effect[] {
  return [guarded(false, remedy, things)];
}

/** The remedy where SQL has no word for a guard. */
export function askFirst(catalog: string): string {
  return `guard it in a DO block that asks ${catalog}`;
}
