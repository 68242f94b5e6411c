import { sqlName, constraintsOf, parseStatements } from "../../sql/statement/index.ts";
import { definitionKey, type Definitions } from "../digest/definitions.ts";
import { type CatalogObject } from "../objects.ts";
import type { Catalog } from "../read.ts";

/** An aspect of a table that Citus makes. */
export type DistributionAspect = "distribution" | "shard count" | "colocation";

const aspects: ReadonlySet<string> = new Set(["distribution", "shard count", "colocation"]);

/** Whether an aspect of a table or schema is Citus's. */
export function isDistributionAspect({ kind }: CatalogObject, aspect: string | undefined): boolean {
  return aspect !== undefined && aspects.has(aspect) && (kind === "table" || kind === "schema");
}

/** What Citus makes of a table; undefined where it makes nothing. */
export function distributionValue(
  { name }: CatalogObject,
  aspect: DistributionAspect,
  { definitions }: { readonly definitions: Definitions },
): string | undefined {
  const found = definitions.get(definitionKey({ kind: "table", name }, aspect));
  return found?.properties[aspect] ?? undefined;
}

/** Whether Citus spreads a database over several nodes. */
export function isDistributedCatalog({
  definitions,
}: {
  readonly definitions: Definitions;
}): boolean {
  return definitions.has(definitionKey({ kind: "extension", name: "citus" }));
}

/**
 * Both with the groups of colocated tables called by the first table that both distribute: a table that only one of them has is
 * no difference of the others.
 */
export function withCommonGroups(first: Catalog, second: Catalog): [Catalog, Catalog] {
  const [one, other] = [groupsOf(first), groupsOf(second)];
  if (one.size === 0 || other.size === 0) return [first, second];
  return [renamed(first, one, other), renamed(second, other, one)];
}

/** Tables, and the first of the group of each. */
type Groups = ReadonlyMap<string, string>;

function groupsOf({ definitions }: Catalog): Groups {
  const found = [...definitions.values()].filter(
    ({ object, aspect }) => object.kind === "table" && aspect === "colocation",
  );
  return new Map(
    found.map(({ object, properties }) => [object.name, properties["colocation"] ?? object.name]),
  );
}

function renamed(catalog: Catalog, own: Groups, others: Groups): Catalog {
  const definitions = new Map(catalog.definitions);
  for (const [name, group] of own) {
    const members = [...own].filter(([table, its]) => its === group && others.has(table));
    const [first = group] = members.map(([table]) => table).toSorted();
    const object = { kind: "table", name };
    const aspect = "colocation";
    definitions.set(definitionKey(object, aspect), {
      object,
      aspect,
      properties: { colocation: first },
    });
  }
  return { ...catalog, definitions };
}

/**
 * Beside which table a table comes to be distributed: one that is so before, or the first of its group that will be. Undefined
 * where that is the table itself.
 */
export function leaderOf({ name }: CatalogObject, from: Catalog, to: Catalog): string | undefined {
  const group = groupsOf(to);
  const members = [...group]
    .filter(([, first]) => first === group.get(name))
    .map(([table]) => table);
  const stays = members.find(
    (table) =>
      table !== name &&
      distributionValue({ kind: "table", name: table }, "distribution", from) ===
        distributionValue({ kind: "table", name: table }, "distribution", to),
  );
  const order = referenceOrder(to);
  const first = members.toSorted((one, other) => order(one) - order(other))[0];
  const leader = stays ?? first;
  return leader === name ? undefined : leader;
}

/** How many references lead on from a table at most: those that others refer to are distributed first. */
export function referenceOrder({ definitions }: Catalog): (table: string) => number {
  const referenced = referencesOf(definitions);
  const depthOf = (table: string, above: ReadonlySet<string>): number => {
    if (above.has(table)) return 0;
    const next = [...(referenced.get(table) ?? [])].filter((one) => one !== table);
    return Math.max(0, ...next.map((one) => 1 + depthOf(one, new Set([...above, table]))));
  };
  return (table) => depthOf(table, new Set());
}

/** All tables that foreign keys connect with one, and itself, by name. */
export function connectedWith(table: string, { definitions }: Catalog): string[] {
  const references = referencesOf(definitions);
  const found = new Set([table]);
  for (const one of found)
    for (const [on, others] of references)
      if (on === one || others.has(one)) for (const each of [on, ...others]) found.add(each);
  return [...found].toSorted();
}

type References = ReadonlyMap<string, ReadonlySet<string>>;

/** By the definitions that they were read of: each changed table asks. */
const known = new WeakMap<Definitions, References>();

function referencesOf(definitions: Definitions): References {
  const references = known.get(definitions) ?? readReferences(definitions);
  known.set(definitions, references);
  return references;
}

function readReferences(definitions: Definitions): References {
  const found = new Map<string, Set<string>>();
  for (const { object, aspect, properties } of definitions.values()) {
    const definition = properties["definition"];
    if (
      object.kind !== "constraint" ||
      aspect !== undefined ||
      !definition?.startsWith("FOREIGN KEY")
    )
      continue;
    const on = object.on!;
    found.set(on, new Set([...(found.get(on) ?? []), ...tablesIn(definition)]));
  }
  return found;
}

/** The tables that a foreign key leads to, by the names of digests. */
function tablesIn(definition: string): string[] {
  const actions = parseStatements(`ALTER TABLE t ADD ${definition}`).flatMap((one) => one.actions);
  return actions.flatMap(constraintsOf).flatMap(({ references }) => {
    if (references === undefined) return [];
    const { schema, name } = references.relation;
    return [sqlName({ schema, name })];
  });
}
