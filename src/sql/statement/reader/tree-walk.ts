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
  return findValue(tree, (name) => name === kind);
}

/** Every value in a tree that has a name, each before what is in it. */
export function walk(tree: unknown, visit: (name: string, value: unknown) => void): void {
  findValue(tree, (name, value) => {
    visit(name, value);
    return false;
  });
}

/** Looks at values until one is found. Without recursion: a sum of a thousand terms is a tree a thousand deep. */
function findValue(tree: unknown, isFound: (name: string, value: unknown) => boolean): boolean {
  const waiting: [name: string | undefined, value: unknown][] = [[undefined, tree]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, value] = next;
    if (name !== undefined && isFound(name, value)) return true;
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value))
      for (let index = value.length - 1; index >= 0; index--)
        waiting.push([undefined, value[index]]);
    else waiting.push(...Object.entries(value).toReversed());
  }
  return false;
}
