import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { propertyOf } from "../digest/definitions.ts";
import { catalogObject } from "../objects.ts";
import { buildFactBase, encodeId } from "../pg-delta.ts";
import type { Catalog } from "../read.ts";
import { writtenStep, type ChangeStep } from "../statements/steps.ts";
import { shownName } from "../../sql/statement/index.ts";

/** The index of a partition, which is a part of its parent's. */
interface PartIndex {
  readonly fact: Fact;
  readonly of: IndexId;
}

type IndexId = StableId & {
  readonly kind: "index";
  readonly schema: string;
  readonly name: string;
};

/** Two catalogs in which the indexes of partitions stand for themselves where their parent's alone does not say them. */
export interface PartIndexes {
  readonly from: FactBase;
  readonly to: FactBase;
  readonly attach: readonly ChangeStep[];
  /** Indexes of partitioned tables that are made on all partitions at once. */
  readonly onAll: ReadonlySet<string>;
}

/**
 * An index that all partitions have, by the names that PostgreSQL gives, is made on all at once; otherwise each is made
 * by itself and attached.
 */
export function withPartIndexes(from: Catalog, to: Catalog): PartIndexes {
  const [before, after] = [partsIn(from), partsIn(to)];
  const roots = to.facts.facts().filter((fact) => isPartitioned(fact, to.facts));
  const single = roots.filter(({ id }) => !isOnAll(id, after, to)).map(({ id }) => encodeId(id));
  const own = after.filter(
    (part) => single.includes(rootOf(part, after)) || from.facts.has(part.fact.id),
  );
  const stays = new Set(own.map(keyOfPart));
  const attached = new Map(before.map((part) => [keyOfPart(part), encodeId(part.of)]));
  return {
    from: withFacts(
      from.facts,
      before.filter((part) => stays.has(keyOfPart(part))),
    ),
    to: withFacts(to.facts, own),
    attach: own
      .filter((part) => attached.get(keyOfPart(part)) !== encodeId(part.of))
      .map(({ fact, of }) => attachStep(fact.id as IndexId, of)),
    onAll: new Set(roots.map(({ id }) => encodeId(id)).filter((key) => !single.includes(key))),
  };
}

function partsIn({ attachments }: Catalog): PartIndex[] {
  return [...attachments.values()].flatMap(({ inherited }) =>
    inherited
      .filter(({ id }) => id.kind === "index")
      .map((fact) => ({ fact, of: fact.payload["_of"] as unknown as IndexId })),
  );
}

function keyOfPart({ fact }: PartIndex): string {
  return encodeId(fact.id);
}

function isPartitioned({ id, parent }: Fact, facts: FactBase): boolean {
  const table = id.kind === "index" && parent !== undefined ? facts.get(parent) : undefined;
  return table?.payload["partitionKey"] != null;
}

/** An index of a partitioned table that not all partitions have is not valid. */
function isOnAll(index: StableId, parts: readonly PartIndex[], { definitions }: Catalog): boolean {
  const isValid = propertyOf(catalogObject(index), "validity", definitions) === "true";
  return (
    isValid && partsOf(index, parts).every(({ fact: { payload } }) => payload["_usual"] === true)
  );
}

/** The parts of an index, and theirs. */
function partsOf(index: StableId, parts: readonly PartIndex[]): PartIndex[] {
  return parts
    .filter(({ of }) => encodeId(of) === encodeId(index))
    .flatMap((part) => [part, ...partsOf(part.fact.id, parts)]);
}

/** The index that is a part of no other. */
function rootOf({ of }: PartIndex, parts: readonly PartIndex[]): string {
  const parent = parts.find((part) => keyOfPart(part) === encodeId(of));
  return parent === undefined ? encodeId(of) : rootOf(parent, parts);
}

function withFacts(facts: FactBase, parts: readonly PartIndex[]): FactBase {
  const missing = parts.map(({ fact }) => fact).filter(({ id }) => !facts.has(id));
  return missing.length === 0
    ? facts
    : buildFactBase([...facts.facts(), ...missing], [...facts.edges]);
}

function attachStep(part: IndexId, of: IndexId): ChangeStep {
  const sql = `ALTER INDEX ${shownName([of.schema, of.name])} ATTACH PARTITION ${shownName([part.schema, part.name])}`;
  return writtenStep(sql, [part, of]);
}
