/** What is done at nodes, by their kinds or the names of their fields. */
export type Visitors<Found> = Readonly<Record<string, (node: any, found: Found) => void>>;

/** Goes through a tree of any kind from its top, and collects what the visitors find. */
export function walkTree<Found>(value: unknown, visit: Visitors<Found>, found: Found): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) walkTree(item, visit, found);
    return;
  }
  for (const [kind, node] of Object.entries(value)) {
    visit[kind]?.(node, found);
    walkTree(node, visit, found);
  }
}
