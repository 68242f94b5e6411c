import type { Kind, Tree } from "./reader.ts";

/** What is done at nodes, by their kinds; and at places in the text. */
export type Visitors<Found> = {
  readonly [K in Kind]?: (node: Tree<K>, found: Found) => void;
} & { readonly location?: (place: number, found: Found) => void };

/** Goes through PostgreSQL's tree from its top and collects what the visitors find. */
export function walkTree<Found>(tree: unknown, visit: Visitors<Found>, found: Found): void {
  walk(tree, (kind, node) =>
    (visit[kind as Kind] as ((node: unknown, found: Found) => void) | undefined)?.(node, found),
  );
}

/** Whether there is a node of a kind, or a field of a name, anywhere in a tree. */
export function hasNode(tree: unknown, kind: Kind | "limitCount"): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  if (Array.isArray(tree)) return tree.some((item) => hasNode(item, kind));
  return kind in tree || Object.values(tree).some((node) => hasNode(node, kind));
}

/** Every value in a tree that has a name, each before what is in it. */
export function walk(tree: unknown, visit: (name: string, value: unknown) => void): void {
  if (typeof tree !== "object" || tree === null) return;
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  for (const [name, value] of Object.entries(tree)) {
    visit(name, value);
    walk(value, visit);
  }
}
