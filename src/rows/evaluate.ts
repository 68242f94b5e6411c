import { StatementError, type Connection } from "../database/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import { baseTypeOf } from "./candidates.ts";
import type { ColumnDefinition } from "./definitions.ts";
import { readPlainly } from "./session.ts";
import type { Types } from "./values.ts";

/** Columns, and the conditions over them. */
export interface Conditions {
  readonly columns: readonly ColumnDefinition[];
  readonly conditions: readonly Condition[];
}

/** An expression over columns by their names. */
export interface Condition {
  readonly columns: readonly ColumnDefinition[];
  readonly expression: string;
}

/** No more combinations than this are tried, and no more than `kept` of those that pass are kept. */
export const tried = 20_000;
const kept = 60;

/** The same where each combination is a query of its own. */
const triedAlone = 200;
const keptAlone = 6;

/** The places of candidates, by column, that together pass. */
export async function passingCombinations(
  connection: Connection,
  group: Conditions,
  candidates: readonly (readonly string[])[],
  types: Types,
): Promise<number[][]> {
  if (candidates.reduce((product, { length }) => product * length, 1) > tried * 2) return [];
  try {
    const [rows] = await readPlainly(connection, passingQuery(group, candidates, types));
    return rows!.map((row) => row.map(Number));
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    if (error.server.sqlState?.startsWith(syntaxOrName)) return [];
    return evaluateOneByOne(connection, group, candidates, types);
  }
}

/** The class of errors that come with any value. Source: PostgreSQL manual, appendix A "Error Codes". */
const syntaxOrName = "42";

/** Where a condition fails on some candidate instead of being false, each combination is a query of its own. */
async function evaluateOneByOne(
  connection: Connection,
  group: Conditions,
  candidates: readonly (readonly string[])[],
  types: Types,
): Promise<number[][]> {
  const found: number[][] = [];
  for (const places of combinationsOf(candidates).slice(0, triedAlone)) {
    const values = places.map((place, at) => [candidates[at]![place]!]);
    const passes = await readPlainly(connection, passingQuery(group, values, types)).then(
      ([rows]) => rows!.length > 0,
      refused,
    );
    if (passes) found.push(places);
    if (found.length === keptAlone) break;
  }
  return found;
}

function refused(error: unknown): false {
  if (error instanceof StatementError) return false;
  throw error;
}

/** All combinations of places, those near the front first. */
function combinationsOf(candidates: readonly (readonly string[])[]): number[][] {
  const all = candidates.reduce<number[][]>(
    (combinations, { length }) =>
      combinations.flatMap((places) => Array.from({ length }, (_, place) => [...places, place])),
    [[]],
  );
  const sum = (places: readonly number[]) => places.reduce((total, place) => total + place, 0);
  return all.toSorted((one, other) => sum(one) - sum(other));
}

function passingQuery(
  { columns, conditions }: Conditions,
  candidates: readonly (readonly string[])[],
  types: Types,
): string {
  const places = columns.map((_, at) => `c${at}."#"`);
  const sources = columns.map((column, at) => {
    const { sql } = baseTypeOf(types, column);
    const values = candidates[at]!.map((value, place) => `(${place}, CAST(${value} AS ${sql}))`);
    return `(VALUES ${values.join(", ")}) AS c${at}("#", ${quoteIdentifier(column.name)})`;
  });
  const nulls = columns.map(
    (column, at) => `(c${at}.${quoteIdentifier(column.name)} IS NULL)::int`,
  );
  return `SELECT ${places.join(", ")} FROM ${sources.join(" CROSS JOIN ")}
    WHERE ${conditions.map(({ expression }) => `(${expression}) IS NOT FALSE`).join(" AND ")}
    ORDER BY ${nulls.join(" + ")}, ${places.join(" + ")} LIMIT ${kept}`;
}
