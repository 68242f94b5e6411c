import { alike, type ComparedDatabase } from "./alike/alike.ts";
import { objectText } from "./objects.ts";
import { differences, type Difference } from "./differences.ts";
import { statementsBetween, type ChangeStatement } from "./statements/statements.ts";
import { within, type Scope } from "./scope.ts";
import { type Catalog } from "./read.ts";
import { loadParser } from "../sql/statement/index.ts";

/** What two databases disagree on. */
export interface Comparison {
  readonly first: Catalog;
  readonly second: Catalog;
  /** `missing`: only the first has it; `extra`: only the second. */
  readonly differences: readonly Difference[];
}

/** The SQL that brings a database to the state of another. */
export interface ChangeScript {
  /** In order, without semicolons. */
  readonly statements: readonly string[];
  /** Those of them that take rows or values away for good. */
  readonly losesData: readonly string[];
  /** Why there are none although the two differ. */
  readonly reason?: string;
}

/** The releases of PostgreSQL of two databases, where their differences may show. */
export interface Versions {
  readonly first: number;
  readonly second: number;
}

/** Compares two databases; with a scope, the parts of them that are in it. */
export async function compare(
  first: ComparedDatabase,
  second: ComparedDatabase,
  scope?: Scope,
): Promise<Comparison> {
  await loadParser();
  const [one, other] = alike(first, second).map((catalog) =>
    scope === undefined ? catalog : within(catalog, scope),
  ) as [Catalog, Catalog];
  return { first: one, second: other, differences: differences(one, other) };
}

/** The statements from one catalog to another, or why there are none. */
export function changeScript(from: Catalog, to: Catalog): ChangeScript {
  try {
    const statements = statementsBetween(from, to);
    const losing = statements.filter(({ losesData }) => losesData);
    return { statements: statements.map(sqlOf), losesData: losing.map(sqlOf) };
  } catch (error) {
    return { statements: [], losesData: [], reason: (error as Error).message };
  }
}

function sqlOf({ sql }: ChangeStatement): string {
  return sql;
}

/** Objects of either database that catalogs do not describe, as `cast (text AS app.mood)`. */
export function undescribedIn(...catalogs: readonly Catalog[]): string[] {
  const all = catalogs.flatMap(({ undescribed }) => undescribed.map(objectText));
  return [...new Set(all)].toSorted();
}

/** The two releases, where they are not the same. */
export function versionsOf(first: Catalog, second: Catalog): Versions | undefined {
  const [one, other] = [first.majorVersion, second.majorVersion];
  return one === other ? undefined : { first: one, second: other };
}
