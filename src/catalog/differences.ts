import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { withInherited } from "./attachments/changes.ts";
import { encodeId } from "./pg-delta.ts";
import { aspectsOf, satelliteOf } from "./aspects.ts";
import { besideFacts } from "./beside-facts.ts";
import { type AspectDifference, type Difference, objectByObject } from "./difference.ts";
import { catalogObject, type CatalogObject } from "./objects.ts";
import type { Catalog } from "./read.ts";
import { shownName } from "../sql/statement/index.ts";

/**
 * What differs in the second catalog, measured by the first. Nothing is said of what another difference
 * implies: a missing table says nothing of its columns and indexes, an extra column nothing of its indexes.
 */
export function differences(first: Catalog, second: Catalog): Difference[] {
  const [before, after] = withInherited(first, second).map(describe) as [Description, Description];
  const found = objectByObject([
    ...only(before, after, "missing"),
    ...only(after, before, "extra"),
    ...changed(before, after),
    ...besideFacts(first, second),
  ]);
  return found.toSorted((a, b) => compareTexts(sortKey(a), sortKey(b)));
}

function sortKey({ object }: Difference): string {
  return `${object.on ?? object.name} ${object.kind} ${object.name}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

interface Described {
  readonly object: CatalogObject;
  readonly parent: string | undefined;
  /** The columns that it cannot outlive. */
  readonly columns: readonly string[];
  readonly aspects: Map<string, string>;
}

type Description = ReadonlyMap<string, Described>;

/** Every object with its aspects, those that hang on it included. */
function describe(facts: FactBase): Description {
  const described = new Map<string, Described>();
  const add = (fact: Fact, parent: string | undefined) => {
    const satellite = satelliteOf(fact);
    if (satellite !== undefined && parent !== undefined) {
      for (const [aspect, text] of satellite) described.get(parent)!.aspects.set(aspect, text);
      for (const child of facts.childrenOf(fact.id)) add(child, parent);
      return;
    }
    const key = encodeId(fact.id);
    const aspects = new Map([
      ...aspectsOf(fact),
      ...owners(facts, fact.id),
      ...columnOrder(facts, fact),
    ]);
    const columns = columnsUnder(facts, fact.id);
    described.set(key, { object: catalogObject(fact.id), parent, columns, aspects });
    for (const child of facts.childrenOf(fact.id)) add(child, key);
  };
  for (const root of facts.roots()) add(root, undefined);
  return described;
}

function columnsUnder(facts: FactBase, id: StableId): string[] {
  return facts
    .outgoingEdges(id)
    .filter(({ kind, to }) => kind === "depends" && to.kind === "column")
    .map(({ to }) => encodeId(to));
}

function owners(facts: FactBase, id: StableId): [string, string][] {
  return facts
    .outgoingEdges(id)
    .filter(({ kind }) => kind === "owner")
    .map(({ to }) => ["owner", shownName([(to as { name: string }).name])]);
}

/** The order of a table's columns: it decides what `SELECT *` and an INSERT without a list mean. */
function columnOrder(facts: FactBase, { id }: Fact): [string, string][] {
  if (id.kind !== "table") return [];
  const columns = facts.childrenOf(id).filter((child) => child.id.kind === "column");
  const position = ({ payload }: Fact) => Number(payload["_position"]);
  const ordered = columns.toSorted((a, b) => position(a) - position(b));
  return [
    ["column order", ordered.map((column) => (column.id as { name: string }).name).join(", ")],
  ];
}

function only(here: Description, there: Description, change: Difference["change"]): Difference[] {
  return [...here]
    .filter(([key]) => !there.has(key))
    .filter(([, { parent }]) => parent === undefined || there.has(parent))
    .filter(
      ([, { columns }]) => change === "missing" || columns.every((column) => there.has(column)),
    )
    .map(([, { object }]) => ({ object, change, details: [] }));
}

function changed(before: Description, after: Description): Difference[] {
  return [...before].flatMap(([key, { object, aspects }]) => {
    const now = after.get(key);
    const details = now === undefined ? [] : aspectDifferences(aspects, now.aspects);
    return details.length === 0 ? [] : [{ object, change: "changed" as const, details }];
  });
}

function aspectDifferences(
  before: Described["aspects"],
  after: Described["aspects"],
): AspectDifference[] {
  const aspects = new Set([...before.keys(), ...after.keys()]);
  for (const implied of impliedByOwner(before, after)) aspects.delete(implied);
  return [...aspects].flatMap((aspect) => {
    const [was, is] = [before.get(aspect), after.get(aspect)];
    if (was === is || isImpliedOrder(aspect, was, is)) return [];
    return [{ aspect, ...(was !== undefined && { was }), ...(is !== undefined && { is }) }];
  });
}

/** With an object its privileges as the owner go to the new one. */
function impliedByOwner(before: Described["aspects"], after: Described["aspects"]): string[] {
  const [was, is] = [before, after].map((aspects) => `privileges of ${aspects.get("owner")}`);
  const isHandedOver = before.get(was!) === after.get(is!) && !before.has(is!) && !after.has(was!);
  return was !== is && isHandedOver ? [was!, is!] : [];
}

/** Columns that are missing or extra are reported as such; their order only where the others' differs. */
function isImpliedOrder(aspect: string, was = "", is = ""): boolean {
  if (aspect !== "column order") return false;
  const [first, second] = [was.split(", "), is.split(", ")];
  const common = (names: string[], others: string[]) =>
    names.filter((name) => others.includes(name));
  return common(first, second).join() === common(second, first).join();
}
