import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { definitionOf } from "../digest/definitions.ts";
import { catalogObject } from "../objects.ts";
import { buildFactBase, encodeId } from "../pg-delta.ts";
import type { Catalog } from "../read.ts";
import { withPartIndexes } from "./indexes.ts";
import { writtenStep, type ChangeStep } from "../statements/steps.ts";
import type { Attachment, TableKey, TableName } from "./read.ts";
import { sqlName } from "../../sql/statement/index.ts";

/** A table of two catalogs that is attached to something else in the second. */
interface Moved {
  readonly table: TableKey;
  /** Whether it has this from a parent that it keeps, which then says all of it. */
  readonly isOfKept: (part: Fact) => boolean;
  readonly was: Attachment | undefined;
  readonly is: Attachment | undefined;
}

/** Two catalogs in which tables that move between parents are on their own, and the statements around that. */
export interface Apart {
  readonly from: FactBase;
  readonly to: FactBase;
  /** What must run before anything else, and after it. */
  readonly detach: readonly ChangeStep[];
  readonly attach: readonly ChangeStep[];
  /** Indexes of partitioned tables that are made on all partitions at once. */
  readonly onAll: ReadonlySet<string>;
}

/**
 * A table that is a partition or a child of something else afterwards keeps its rows: it is detached, changed as a
 * table of its own, and attached.
 */
export function apart(from: Catalog, to: Catalog): Apart {
  const moved = movedBetween(from, to);
  const indexes = withPartIndexes(from, to);
  return {
    from: onTheirOwn(indexes.from, moved, (one) => one.was),
    to: onTheirOwn(indexes.to, moved, (one) => one.is),
    detach: moved.flatMap(detaching),
    attach: [...moved.flatMap(attaching), ...indexes.attach],
    onAll: indexes.onAll,
  };
}

/** The same catalogs with all that these tables have from their parents said of them, so that they can be compared. */
export function withInherited(first: Catalog, second: Catalog): [FactBase, FactBase] {
  const moved = movedBetween(first, second);
  return [
    withParts(first.facts, moved, (one) => one.was),
    withParts(second.facts, moved, (one) => one.is),
  ];
}

function movedBetween(from: Catalog, to: Catalog): Moved[] {
  const keys = new Set([...from.attachments.keys(), ...to.attachments.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [from.attachments.get(key), to.attachments.get(key)];
    const isInBoth = [from, to].every(({ facts }) => facts.getByEncoded(key) !== undefined);
    if (!isInBoth || placeOf(was) === placeOf(is)) return [];
    const kept = keptParents(was, is);
    const isOfKept = (part: Fact) => kept.some((parent) => [from, to].every(hasFrom(parent, part)));
    return [{ table: (was ?? is)!.table, isOfKept, was, is }];
  });
}

function keptParents(was: Attachment | undefined, is: Attachment | undefined): TableName[] {
  if (was?.bound !== is?.bound) return [];
  const after = new Set(is?.parents.map(sqlName));
  return (was?.parents ?? []).filter((parent) => after.has(sqlName(parent)));
}

/** Whether a table has a column, which this is or is the default of, or a constraint as this one. */
function hasFrom({ schema, name: table }: TableName, { id }: Fact) {
  const kind = id.kind === "constraint" ? "constraint" : "column";
  const object = catalogObject({ ...id, kind, schema, table } as StableId);
  return ({ definitions }: Catalog) => definitionOf(object, definitions) !== undefined;
}

function placeOf(attachment: Attachment | undefined): string {
  return JSON.stringify([attachment?.parents, attachment?.bound]);
}

type Side = (one: Moved) => Attachment | undefined;

function onTheirOwn(facts: FactBase, moved: readonly Moved[], side: Side): FactBase {
  if (moved.length === 0) return facts;
  const tables = new Set(moved.map(({ table }) => encodeId(table)));
  const whole = withParts(facts, moved, side);
  const isParent = (from: StableId, to: StableId) =>
    to.kind === "table" && tables.has(encodeId(from));
  return buildFactBase(
    whole.facts().map((fact) => (tables.has(encodeId(fact.id)) ? withoutParent(fact) : fact)),
    whole.edges.filter(({ kind, from, to }) => kind !== "depends" || !isParent(from, to)),
  );
}

function withoutParent(fact: Fact): Fact {
  return { ...fact, payload: { ...fact.payload, partitionBound: null, parentTable: null } };
}

function withParts(facts: FactBase, moved: readonly Moved[], side: Side): FactBase {
  const attachments = moved.flatMap((one) => side(one) ?? []);
  if (attachments.length === 0) return facts;
  const inherited = moved
    .flatMap((one) => (side(one)?.inherited ?? []).filter((part) => !one.isOfKept(part)))
    .filter(({ id }) => !facts.has(id));
  const edges = attachments
    .flatMap(({ references }) => references)
    .filter(
      ({ from, to }) =>
        facts.has(to) && inherited.some(({ id }) => encodeId(id) === encodeId(from)),
    )
    .map((reference) => ({ ...reference, kind: "depends" as const }));
  return buildFactBase([...facts.facts(), ...inherited], [...facts.edges, ...edges]);
}

function detaching({ table, was, is }: Moved): ChangeStep[] {
  return leftBehind(was, is).map((parent) => {
    const sql =
      was!.bound === null
        ? `ALTER TABLE ${sqlName(table)} NO INHERIT ${sqlName(parent)}`
        : `ALTER TABLE ${sqlName(parent)} DETACH PARTITION ${sqlName(table)}`;
    return writtenStep(sql, [table, parent]);
  });
}

function attaching({ table, was, is }: Moved): ChangeStep[] {
  return leftBehind(is, was).map((parent) => {
    const sql =
      is!.bound === null
        ? `ALTER TABLE ${sqlName(table)} INHERIT ${sqlName(parent)}`
        : `ALTER TABLE ${sqlName(parent)} ATTACH PARTITION ${sqlName(table)} ${is!.bound}`;
    return writtenStep(sql, [table, parent]);
  });
}

/** The parents that a table has here and not there; a partition with other bounds is attached anew. */
function leftBehind(here: Attachment | undefined, there: Attachment | undefined): TableKey[] {
  const isSame = here?.bound === there?.bound;
  const kept = new Set(isSame ? there?.parents.map(sqlName) : []);
  return (here?.parents ?? [])
    .filter((parent) => !kept.has(sqlName(parent)))
    .map((parent) => ({ kind: "table", ...parent }));
}
