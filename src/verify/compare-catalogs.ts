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
  type ChangeStatement,
  type Difference,
} from "../catalog/index.ts";
import { nameOf, type TableRows } from "../rows/index.ts";
import type { Observation, Phase } from "../trial/index.ts";
import type { Note } from "./remarks.ts";
import type { Problem } from "./verdict.ts";

/** What was observed, with the catalog. */
export interface Described extends Observation {
  readonly catalog: Catalog;
}

/** Columns that came back to their table in another order. */
export type ColumnOrderNote = Extract<Note, { readonly kind: "column-order" }>;

/** As `reverse` writes it of its section, too. */
export function columnOrderText({ table, is, was }: ColumnOrderNote): string {
  return `the columns of ${table} come back in another order (${is}, were ${was}): PostgreSQL adds columns only at the end`;
}

/** What two schemas disagree on. */
export interface CatalogFindings {
  readonly problems: readonly Problem[];
  readonly notes: readonly ColumnOrderNote[];
}

/** Compares the schema as it is with what it should be; the digests differ. */
export function compareCatalogs(
  phase: Phase,
  expected: Described,
  now: Described,
): CatalogFindings {
  const found = differences(expected.catalog, now.catalog).filter(
    ({ object }) => !(now.sharesRoles && isOfServer(object)),
  );
  if (found.length === 0) return compareDigests(phase, expected, now);
  const unavoidable = found.filter((difference) => isAddedAtTheEnd(difference, expected, now));
  const avoidable = found.filter((difference) => !unavoidable.includes(difference));
  return {
    problems: withMends(phase, avoidable, expected, now),
    notes: unavoidable.flatMap(orderNotes),
  };
}

/** What differs though catalogs do not describe it, or could not be read, as far as digests know. */
export function compareDigests(
  phase: Phase,
  expected: Observation,
  now: Observation,
): CatalogFindings {
  const found = digestDifferences(expected.digest, now.digest);
  const problems = found.map((difference) => ({
    kind: "difference" as const,
    phase,
    difference,
    mend: [],
  }));
  return { problems, notes: [] };
}

function isOfServer({ kind }: CatalogObject): boolean {
  return kind === "role" || kind === "membership";
}

/** Whether nothing differs but the order of columns that came back to their tables. */
export function isOnlyReordered(expected: Observation, now: Observation): boolean {
  return digestDifferences(expected.digest, now.digest).every((difference) =>
    isAddedAtTheEnd(difference, expected, now),
  );
}

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
  return isOrder && keepsColumns(object.name, expected, now);
}

/** Whether the table is the same one, and the columns that stayed have their names: they did not exchange them. */
function keepsColumns(qualified: string, expected: Observation, now: Observation): boolean {
  const [first, second] = [expected, now].map(({ rows }) =>
    rows.find((table) => nameOf(table) === qualified),
  );
  if (first === undefined || first.oid !== second?.oid) return false;
  const names = new Map(first.columns.map(({ number, name }) => [number, name]));
  return second.columns.every(({ number, name }) => (names.get(number) ?? name) === name);
}

function orderNotes({ object, details }: Difference): ColumnOrderNote[] {
  return details.flatMap(({ was, is }) =>
    was === undefined || is === undefined
      ? []
      : [{ kind: "column-order" as const, table: object.name, was, is }],
  );
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
    const statements = statementsBetween(now.catalog, expected.catalog);
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
