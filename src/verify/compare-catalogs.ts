import {
  differences,
  differingObjects,
  objectText,
  undescribedObjects,
  type CatalogObject,
  statementsBetween,
  type ChangeStatement,
  type Difference,
  type Digest,
} from "../catalog/index.ts";
import type { Glance, Look } from "./observation.ts";
import type { Phase, Problem } from "./verdict.ts";

/** What the schemas of two looks disagree on. */
export interface CatalogFindings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Compares the schema as it is with what it should be; the digests differ. */
export function compareCatalogs(phase: Phase, expected: Look, now: Look): CatalogFindings {
  const found = differences(expected.catalog, now.catalog).filter(
    ({ object }) => !(now.sharesRoles && isOfServer(object)),
  );
  const unavoidable = found.filter((difference) => isAddedAtTheEnd(difference, expected, now));
  const avoidable = found.filter((difference) => !unavoidable.includes(difference));
  return {
    problems:
      found.length === 0
        ? undescribed(expected, now).map((difference) => ({
            kind: "difference",
            phase,
            difference,
            mend: [],
          }))
        : withMends(phase, avoidable, expected, now),
    notes: unavoidable.map(orderNote),
  };
}

function isOfServer({ kind }: CatalogObject): boolean {
  return kind === "role" || kind === "membership";
}

/** What differs though catalogs do not describe it, as the digests name it. */
function undescribed({ digest: expected }: Look, { digest: now }: Look): Difference[] {
  const { onlyFirst, onlySecond, changed } = differingObjects(expected, now);
  const named = (change: Difference["change"]) => (text: string) => {
    const [kind = "", ...name] = text.split(" ");
    return { object: { kind, name: name.join(" ") }, change, details: [] };
  };
  return [
    ...onlyFirst.map(named("missing")),
    ...onlySecond.map(named("extra")),
    ...changed.map(named("changed")),
  ];
}

/** Whether nothing differs but the order of columns that came back to their tables. */
export function isOnlyReordered(expected: Glance, now: Glance): boolean {
  const { onlyFirst, onlySecond, changed } = differingObjects(expected.digest, now.digest);
  const tables = changed.map((name) => /^column order of (.*)$/.exec(name)?.[1]);
  return (
    onlyFirst.length + onlySecond.length === 0 &&
    tables.every((table) => table !== undefined && isSameTable(table, expected, now))
  );
}

/**
 * A column that is dropped and added again comes last: PostgreSQL can place it nowhere else. Where the whole
 * table was made anew, its columns could have been written in their order.
 */
function isAddedAtTheEnd({ object, details }: Difference, expected: Glance, now: Glance): boolean {
  const isOrder = details.length > 0 && details.every(({ aspect }) => aspect === "column order");
  return isOrder && isSameTable(object.name, expected, now);
}

function isSameTable(qualified: string, expected: Glance, now: Glance): boolean {
  const [first, second] = [expected, now].map(({ rows }) =>
    rows.find(({ schema, name }) => `${schema}.${name}` === qualified),
  );
  return first !== undefined && first.oid === second?.oid;
}

function orderNote({ object, details: [order] }: Difference): string {
  return `the columns of ${object.name} come back in another order (${order!.is}, were ${order!.was}): PostgreSQL adds columns only at the end`;
}

/** Each difference with the statements that would mend it; only a rollback can be mended by adding some. */
function withMends(
  phase: Phase,
  found: readonly Difference[],
  expected: Look,
  now: Look,
): Problem[] {
  const mending = phase === "down" && found.length > 0 ? mendingStatements(expected, now) : [];
  let left = mending;
  const problems = found.map((difference, index) => {
    const isLast = index === found.length - 1;
    const own = left.filter((statement) => isLast || concerns(statement, difference));
    left = left.filter((statement) => !own.includes(statement));
    const mend = isHarmful(own, difference) ? [] : own.map(({ sql }) => sql);
    return { kind: "difference" as const, phase, difference, mend };
  });
  return problems;
}

/** What should be otherwise, and would be dropped with its rows or values for that, is better mended by a person. */
function isHarmful(statements: readonly ChangeStatement[], { change }: Difference): boolean {
  return change !== "extra" && statements.some(({ losesData }) => losesData);
}

/** What PostgreSQL cannot change in place has no statements; the difference is told all the same. */
function mendingStatements(expected: Look, now: Look): ChangeStatement[] {
  try {
    return statementsBetween(now.catalog, expected.catalog);
  } catch {
    return [];
  }
}

function concerns({ creates, drops, touches }: ChangeStatement, { object }: Difference): boolean {
  return [...creates, ...drops, ...touches].some(
    (other) => objectText(other) === objectText(object),
  );
}

/** The objects that catalogs do not describe, of those that one of two digests has not, or has otherwise. */
export function undescribedChanges(before: Digest, after: Digest): string[] {
  const { onlyFirst, onlySecond, changed } = differingObjects(before, after);
  const known = new Set([...undescribedObjects(before), ...undescribedObjects(after)]);
  return [...onlyFirst, ...onlySecond, ...changed].filter((name) => known.has(name));
}
