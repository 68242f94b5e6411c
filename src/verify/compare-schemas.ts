import {
  type Catalog,
  differences,
  digestDifferences,
  type Identities,
  type Identity,
  renamesBetween,
  objectText,
  type CatalogObject,
  statementsBetween,
  untoldBy,
  withProperties,
  withSameRoles,
  type ChangeStatement,
  type Difference,
} from "../catalog/index.ts";
import type { TableRows } from "../rows/index.ts";
import { quoteIfNeeded } from "../sql/text/index.ts";
import type { Observation, Phase } from "../trial/index.ts";
import { isOnlyTheClock } from "./clock.ts";
import type { Note } from "./remarks.ts";
import type { Problem } from "./verdict.ts";

/** What was observed, described. */
export type Described = Observation & { readonly catalog: Catalog };

/** Columns that came back to their table in another order. */
export type ColumnOrderNote = Extract<Note, { readonly kind: "column-order" }>;

/** As `reverse` writes it of its section, too. */
export function columnOrderText({ table, is, was }: ColumnOrderNote): string {
  return `the columns of ${table} come back in another order (${is}, were ${was}): PostgreSQL adds columns only at the end`;
}

/** What cannot be as it was, whatever a section says. */
type UnavoidableNote = Extract<Note, { readonly kind: "column-order" | "clock" }>;

/** What two schemas disagree on. */
export interface CatalogFindings {
  readonly problems: readonly Problem[];
  readonly notes: readonly UnavoidableNote[];
}

/**
 * Compares the schema as it is with what it should be; the digests differ. They decide; catalogs say what of it they
 * describe, and how it could be mended.
 */
export function compareSchemas(phase: Phase, expected: Described, now: Described): CatalogFindings {
  const found = digestDifferences(expected.digest, now.digest);
  const [atTheEnd, avoidable] = parted(found, (one) => isAddedAtTheEnd(one, expected, now));
  const explain = (some: readonly Difference[]) =>
    withProperties(some, expected.catalog.definitions, now.catalog.definitions);
  const [byClock, differing] = parted(explain(avoidable), isOnlyTheClock);
  const notes = [...explain(atTheEnd).flatMap(orderNotes), ...byClock.map(clockNote)];
  if (differing.length === 0) return { problems: [], notes };
  const described = describedDifferences(expected, now, atTheEnd, byClock);
  const untold = untoldBy(described, differing, [expected.catalog, now.catalog]);
  return {
    problems: [...withMends(phase, described, expected, now), ...withoutMends(phase, untold)],
    notes,
  };
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** What catalogs say, but for what cannot be otherwise. */
function describedDifferences(
  expected: Described,
  now: Described,
  atTheEnd: readonly Difference[],
  byClock: readonly Difference[],
): Difference[] {
  const [ordered, clocked] = [atTheEnd, byClock].map((some) =>
    some.map(({ object }) => objectText(object)),
  );
  return differences(expected.catalog, now.catalog).flatMap((difference) => {
    const name = objectText(difference.object);
    if (now.sharesRoles && isOfServer(difference.object)) return [];
    if (difference.change !== "changed") return [difference];
    const isOrder = (aspect: string) => aspect === "column order" && ordered!.includes(name);
    const details = difference.details.filter(({ aspect }) => !isOrder(aspect));
    return details.length === 0 || clocked!.includes(name) ? [] : [{ ...difference, details }];
  });
}

/** What differs where the catalogs could not be read, as far as digests know. */
export function compareDigests(
  phase: Phase,
  expected: Observation,
  now: Observation,
): CatalogFindings {
  const found = digestDifferences(expected.digest, now.digest);
  const avoidable = found.filter((one) => !isAddedAtTheEnd(one, expected, now));
  return { problems: withoutMends(phase, avoidable), notes: [] };
}

function withoutMends(phase: Phase, found: readonly Difference[]): Problem[] {
  return found.map((difference) => ({ kind: "difference", phase, difference, mend: [] }));
}

function isOfServer({ kind }: CatalogObject): boolean {
  return kind === "role" || kind === "membership";
}

/** Whether what differs is worth going on: columns came back at the end, views may have a moment in them. */
export function isNearlySame(expected: Observation, now: Observation): boolean {
  return digestDifferences(expected.digest, now.digest).every(
    (difference) =>
      isAddedAtTheEnd(difference, expected, now) ||
      (difference.change === "changed" && views.has(difference.object.kind)),
  );
}

const views = new Set(["view", "materialized view"]);

/**
 * A column that is dropped and added again comes last: PostgreSQL can place it nowhere else. Where the whole
 * table was recreated, its columns could have been written in their order.
 */
function isAddedAtTheEnd(
  { object, details }: Difference,
  expected: Observation,
  now: Observation,
): boolean {
  const isOrder = details.length > 0 && details.every(({ aspect }) => aspect === "column order");
  return isOrder && keepsColumns(object.name, expected.rows, now.rows);
}

/**
 * Whether the table is the same one, and the columns that stayed have their names: they did not exchange them. A
 * partitioned table has no rows of its own, but its partitions have its columns.
 */
function keepsColumns(
  table: string,
  expected: readonly TableRows[],
  now: readonly TableRows[],
): boolean {
  const first = expected.find((one) => dottedName(one) === table);
  if (first !== undefined) return keepsOwnColumns(first, now);
  const unquoted = table.replaceAll('"', "");
  const children = expected.filter(({ ancestors }) => ancestors.includes(unquoted));
  return children.length > 0 && children.every((child) => keepsOwnColumns(child, now));
}

function keepsOwnColumns(first: TableRows, now: readonly TableRows[]): boolean {
  const second = now.find(({ oid }) => oid === first.oid);
  if (second === undefined) return false;
  const names = new Map(first.columns.map(({ number, name }) => [number, name]));
  return second.columns.every(({ number, name }) => (names.get(number) ?? name) === name);
}

function dottedName({ schema, name }: TableRows): string {
  return `${quoteIfNeeded(schema)}.${quoteIfNeeded(name)}`;
}

function orderNotes({ object, details }: Difference): UnavoidableNote[] {
  return details.flatMap(({ was, is }) =>
    was === undefined || is === undefined
      ? []
      : [{ kind: "column-order" as const, table: object.name, was, is }],
  );
}

function clockNote({ object }: Difference): UnavoidableNote {
  return { kind: "clock", object };
}

/**
 * Each difference with the statements that would fix it; only a rollback can be fixed by adding some. Where they
 * would lose their order so, all of them stand with the last one.
 */
function withMends(
  phase: Phase,
  found: readonly Difference[],
  expected: Described,
  now: Described,
): Problem[] {
  if (found.length === 0) return [];
  const mending = phase === "down" ? mendingStatements(found, expected, now) : [];
  const shares = sharesOf(mending, found);
  const isInOrder = shares.flat().every((statement, index) => statement === mending[index]);
  const last = found.length - 1;
  return found.map((difference, index) => {
    const own = isInOrder ? shares[index]! : index === last ? mending : [];
    return { kind: "difference", phase, difference, mend: own.map(({ sql }) => sql) };
  });
}

/** For each difference the statements that concern it; what concerns none goes with the last. */
function sharesOf(
  mending: readonly ChangeStatement[],
  found: readonly Difference[],
): ChangeStatement[][] {
  const shares: ChangeStatement[][] = found.map(() => []);
  for (const statement of mending) {
    const index = found.findIndex((difference) => concerns(statement, difference));
    shares.at(index)!.push(statement);
  }
  return shares;
}

/**
 * Names given back first: what else differs may follow from them. What PostgreSQL cannot change in place has no
 * statements, and what would be dropped with its rows to be made otherwise is better fixed by a person.
 */
function mendingStatements(
  found: readonly Difference[],
  expected: Described,
  now: Described,
): ChangeStatement[] {
  const renames = renamesBack(expected, now);
  if (renames.length > 0) return renames;
  try {
    const catalogs = [now.catalog, expected.catalog] as const;
    const statements = statementsBetween(
      ...(now.sharesRoles ? withSameRoles(...catalogs) : catalogs),
    );
    const harmful = statements.filter((statement) => isHarmful(statement, found));
    const given = harmful.flatMap(({ drops }) => drops).map(objectText);
    return statements.filter(
      (statement) => !objectsOf(statement).some((name) => given.includes(name)),
    );
  } catch {
    return [];
  }
}

/** Whether it drops rows or values that should be there, only otherwise. */
function isHarmful({ losesData, drops }: ChangeStatement, found: readonly Difference[]): boolean {
  const extra = found
    .filter(({ change }) => change === "extra")
    .map(({ object }) => objectText(object));
  const tables = drops.filter(({ kind }) => kind === "table");
  const dropped = tables.length > 0 ? tables : drops;
  return losesData && !dropped.some((object) => extra.includes(objectText(object)));
}

/** The names that tables and columns had; no rows know of anything else. */
function renamesBack(expected: Described, now: Described): ChangeStatement[] {
  return renamesBetween(identitiesOf(now.rows), identitiesOf(expected.rows)).map((rename) => ({
    ...rename,
    creates: [],
    drops: [],
    touches: [],
    losesData: false,
    commits: false,
    isUnfinished: false,
  }));
}

/** Tables, by their OIDs, and columns, by their numbers. */
function identitiesOf(tables: readonly TableRows[]): Identities {
  return new Map(
    tables.flatMap(({ oid, schema, name, columns }) => {
      const table = identityOf("table", name, `schema ${schema}`, oid);
      return [
        [`schema ${schema}`, identityOf("schema", schema, undefined, oid)] as const,
        [`table ${oid}`, table] as const,
        ...columns.map(
          (column) =>
            [
              `column ${oid}.${column.number}`,
              identityOf("column", column.name, `table ${oid}`, oid),
            ] as const,
        ),
      ];
    }),
  );
}

function identityOf(kind: string, name: string, parent: string | undefined, oid: string): Identity {
  return { kind, name, parent, args: undefined, oid: Number(oid) };
}

function objectsOf({ creates, drops, touches }: ChangeStatement): string[] {
  return [...creates, ...drops, ...touches].map(objectText);
}

function concerns(statement: ChangeStatement, { object }: Difference): boolean {
  return objectsOf(statement).includes(objectText(object));
}
