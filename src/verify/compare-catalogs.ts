import {
  type Catalog,
  differences,
  differingObjects,
  objectText,
  type CatalogObject,
  statementsBetween,
  type ChangeStatement,
  type Difference,
} from "../catalog/index.ts";
import { quoteIfNeeded } from "../sql/text/index.ts";
import { nameOf, type TableRows } from "../rows/index.ts";
import type { Observation, Phase } from "../trial/index.ts";
import type { Problem } from "./verdict.ts";

/** What was observed, with the catalog. */
export interface Described extends Observation {
  readonly catalog: Catalog;
}

/** What two schemas disagree on. */
export interface CatalogFindings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
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
    notes: unavoidable.map(orderNote),
  };
}

/** What differs though catalogs do not describe it, or could not be read, as the digests name it. */
export function compareDigests(
  phase: Phase,
  expected: Observation,
  now: Observation,
): CatalogFindings {
  const { onlyFirst, onlySecond, changed } = differingObjects(expected.digest, now.digest);
  const named = (change: Difference["change"]) => (text: string) => {
    const [kind = "", ...name] = text.split(" ");
    const difference = { object: { kind, name: name.join(" ") }, change, details: [] };
    return { kind: "difference" as const, phase, difference, mend: [] };
  };
  const problems = [
    ...withoutParts(onlyFirst).map(named("missing")),
    ...withoutParts(onlySecond).map(named("extra")),
    ...changed.map(named("changed")),
  ];
  return { problems, notes: [] };
}

/** Of a table that is among them, what belongs to it goes without saying. */
function withoutParts(names: readonly string[]): string[] {
  const tables = names.filter((name) => name.startsWith("table ")).map((name) => name.slice(6));
  const isPart = (name: string) =>
    tables.some((table) => name !== `table ${table}` && ` ${name}.`.includes(` ${table}.`));
  return names.filter((name) => !isPart(name));
}

function isOfServer({ kind }: CatalogObject): boolean {
  return kind === "role" || kind === "membership";
}

/** Whether nothing differs but the order of columns that came back to their tables. */
export function isOnlyReordered(expected: Observation, now: Observation): boolean {
  const { onlyFirst, onlySecond, changed } = differingObjects(expected.digest, now.digest);
  const tables = changed.map((name) => /^column order of (.*)$/.exec(name)?.[1]);
  return (
    onlyFirst.length + onlySecond.length === 0 &&
    tables.every((table) => table !== undefined && isSameTable(table, expected, now))
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
  return isOrder && isSameTable(object.name, expected, now);
}

function isSameTable(qualified: string, expected: Observation, now: Observation): boolean {
  const [first, second] = [expected, now].map(({ rows }) =>
    rows.find((table) => nameOf(table) === qualified),
  );
  return first !== undefined && first.oid === second?.oid;
}

function orderNote({ object, details: [order] }: Difference): string {
  return `the columns of ${object.name} come back in another order (${order!.is}, were ${order!.was}): PostgreSQL adds columns only at the end`;
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

/** Tables and columns are known by more than their names. */
function renamesBack(expected: Described, now: Described): ChangeStatement[] {
  return now.rows.flatMap((table) => {
    const earlier = expected.rows.find(({ oid }) => oid === table.oid);
    if (earlier === undefined) return [];
    const columns = earlier.columns.flatMap(({ number, name }) => {
      const present = table.columns.find((column) => column.number === number)?.name ?? name;
      return present === name ? [] : [rename(table, `COLUMN ${quoteIfNeeded(present)}`, name)];
    });
    const isMoved = earlier.schema !== table.schema;
    return earlier.name === table.name || isMoved
      ? columns
      : [...columns, rename(table, "", earlier.name)];
  });
}

function rename({ schema, name }: TableRows, what: string, to: string): ChangeStatement {
  const table = `${quoteIfNeeded(schema)}.${quoteIfNeeded(name)}`;
  return {
    sql: `ALTER TABLE ${table} RENAME ${what} TO ${quoteIfNeeded(to)}`.replace("  ", " "),
    creates: [],
    drops: [],
    touches: [{ kind: "table", name: table }],
    losesData: false,
    commits: false,
    isRepeatable: false,
  };
}

function objectsOf({ creates, drops, touches }: ChangeStatement): string[] {
  return [...creates, ...drops, ...touches].map(objectText);
}

function concerns(statement: ChangeStatement, { object }: Difference): boolean {
  return objectsOf(statement).includes(objectText(object));
}
