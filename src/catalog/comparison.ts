import { loadParser } from "../sql/statement/index.ts";
import { alike, type UsualOwners, usualOwners } from "./alike/alike.ts";
import { type ComparedDatabase, haveSameRoles } from "./alike/compared.ts";
import { givenBetween } from "./alike/given.ts";
import { type Difference, objectByObject } from "./difference.ts";
import { differences } from "./differences.ts";
import { definitionDifferences } from "./digest/definitions.ts";
import { type Catalog } from "./read.ts";
import { within, type Scope } from "./scope.ts";
import { statementsBetween, type ChangeStatement } from "./statements/statements.ts";
import { staleObjects, type StaleObject } from "./stale.ts";
import { untoldBy } from "./untold.ts";

/** What two databases disagree on. */
export interface Comparison {
  readonly first: Catalog;
  readonly second: Catalog;
  /** `missing`: only the first has it; `extra`: only the second. */
  readonly differences: readonly Difference[];
  /** What was not compared: tables of other migration tools, and what each server has its own way: `the database: settings`. */
  readonly given: readonly string[];
  /** Whose name is taken for whose, where the roles of the two databases are not the same. */
  readonly owners?: UsualOwners;
}

/** The SQL that brings a database to the state of another. */
export interface ChangeScript {
  /** In order, without semicolons. */
  readonly statements: readonly string[];
  /** Those of them that take rows or values away for good. */
  readonly losesData: readonly string[];
  /** Those of them in which a person must fill in secrets, for which variables of psql stand: `:'token'`. */
  readonly unfinished: readonly string[];
  /** What keeps what a function computed before they change its body; absent where nothing does. */
  readonly stale?: readonly StaleObject[];
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
  const told = differences(one, other);
  const untold = untoldBy(told, undescribed(one, other, haveSameRoles(first, second)), [
    one,
    other,
  ]);
  const owners = usualOwners(first, second);
  return {
    first: one,
    second: other,
    differences: objectByObject([...told, ...untold]),
    given: givenBetween(first, second),
    ...(owners !== undefined && owners.first !== owners.second && { owners }),
  };
}

/** What digests tell apart, of which the rest may be silent; releases that print definitions otherwise aside. */
function undescribed(first: Catalog, second: Catalog, isSameServer: boolean): Difference[] {
  if (first.majorVersion !== second.majorVersion) return [];
  return definitionDifferences(first.definitions, second.definitions).flatMap((difference) => {
    if (ofServers.test(difference.object.kind)) return [];
    if (isSameServer) return [difference];
    const details = difference.details.filter(({ aspect }) => !ofRoles.test(aspect));
    const isOfRoles = details.length < difference.details.length && details.length === 0;
    return isOfRoles || ofInstallations.test(difference.object.kind)
      ? []
      : [{ ...difference, details }];
  });
}

/** What all databases of a server share. */
const ofServers = /^(?:role|membership|tablespace|setting)$/;

const ofInstallations = /^(?:extension|default privileges|user mapping|schema|database)$/;

const ofRoles = /^(?:owner|privileges|usual privileges|roles)$/;

/** The statements from one catalog to another, or why there are none. */
export function changeScript(from: Catalog, to: Catalog): ChangeScript {
  try {
    const statements = statementsBetween(from, to);
    const some = (isMeant: (statement: ChangeStatement) => boolean) =>
      statements.filter(isMeant).map(sqlOf);
    const stale = staleObjects(from, to, statements);
    return {
      statements: statements.map(sqlOf),
      losesData: some(({ losesData }) => losesData),
      unfinished: some(({ isUnfinished }) => isUnfinished),
      ...(stale.length > 0 && { stale }),
    };
  } catch (error) {
    return { statements: [], losesData: [], unfinished: [], reason: (error as Error).message };
  }
}

function sqlOf({ sql }: ChangeStatement): string {
  return sql;
}

/** The two releases, where they are not the same. */
export function versionsOf(first: Catalog, second: Catalog): Versions | undefined {
  const [one, other] = [first.majorVersion, second.majorVersion];
  return one === other ? undefined : { first: one, second: other };
}
