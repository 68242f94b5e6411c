import { StatementError, type Connection } from "../../database/index.ts";
import { quoteIdentifier } from "../../sql/quote.ts";
import { candidatesFor, undomained } from "./candidates.ts";
import type { ColumnDefinition, TableDefinition } from "./definitions.ts";
import { literalsIn } from "./literals.ts";
import { readPlainly } from "./session.ts";
import { valueOf, type Types } from "./values.ts";

/** Columns that constraints tie together, and values for them that pass. */
export interface Solution {
  readonly columns: readonly ColumnDefinition[];
  /** For each column, in their order, a SQL expression. The first combinations are those to prefer. */
  readonly combinations: readonly (readonly string[])[];
}

/** Columns, and the conditions over them. */
interface Riddle {
  readonly columns: readonly ColumnDefinition[];
  readonly conditions: readonly Condition[];
}

/** An expression over columns by their names. */
interface Condition {
  readonly columns: readonly ColumnDefinition[];
  readonly expression: string;
}

/** No more combinations than this are tried, and no more than `kept` of those that pass are kept. */
const tried = 20_000;
const kept = 60;

/** The same where each combination is a query of its own. */
const triedAlone = 200;
const keptAlone = 6;

/**
 * Values that pass the CHECK constraints, domains and partition bounds of a table: the server itself
 * evaluates them over candidates. What cannot be evaluated this way is left out, to be found by trying.
 * @param columns those that are given a value of our own
 */
export async function solve(
  connection: Connection,
  table: TableDefinition,
  columns: readonly ColumnDefinition[],
  types: Types,
): Promise<Solution[]> {
  const solutions: Solution[] = [];
  for (const riddle of riddlesOf(table, columns, types)) {
    const candidates = await candidatesOf(connection, riddle, table, types);
    const found = await evaluate(connection, riddle, candidates, types);
    if (found.length === 0) continue;
    const combinations = found.map((places) => places.map((place, at) => candidates[at]![place]!));
    solutions.push({ columns: riddle.columns, combinations: spread(combinations) });
  }
  return solutions;
}

/** The types, with values for the domains that other types are made of; those of columns are solved with them. */
export async function solveDomains(connection: Connection, types: Types): Promise<Types> {
  const all = [...types.values()];
  const parts = new Set(
    all.flatMap(({ element, subtype, attributes }) => [
      element,
      subtype,
      ...(attributes ?? []).map(({ type }) => type),
    ]),
  );
  const solved = new Map(types);
  for (const type of all.filter(({ oid, kind }) => kind === "d" && parts.has(oid))) {
    const column = { ...loneColumn, type: type.oid, typeSql: type.sql };
    const [solution] = await solve(
      connection,
      { ...loneTable, columns: [column] },
      [column],
      types,
    );
    if (solution === undefined) continue;
    const values = solution.combinations.map(([value]) => value!);
    solved.set(type.oid, { ...type, values });
  }
  return solved;
}

const loneColumn: Omit<ColumnDefinition, "type" | "typeSql"> = {
  number: 1,
  name: "value",
  modifier: -1,
  notNull: true,
  default: null,
  identity: "",
  generated: false,
};

const loneTable: Omit<TableDefinition, "columns"> = {
  oid: "0",
  name: "",
  sql: "",
  checks: [],
  references: [],
  unique: [],
};

/** One riddle per group of columns that conditions tie together. */
function riddlesOf(
  table: TableDefinition,
  columns: readonly ColumnDefinition[],
  types: Types,
): Riddle[] {
  let riddles: Riddle[] = [];
  for (const condition of [...checksOf(table, columns), ...domainChecks(columns, types)]) {
    const tied = riddles.filter(({ columns: over }) =>
      over.some((column) => condition.columns.includes(column)),
    );
    riddles = [
      ...riddles.filter((riddle) => !tied.includes(riddle)),
      {
        columns: [...new Set([...tied, condition].flatMap((part) => part.columns))],
        conditions: [...tied.flatMap(({ conditions }) => conditions), condition],
      },
    ];
  }
  return riddles;
}

function checksOf(table: TableDefinition, columns: readonly ColumnDefinition[]): Condition[] {
  return table.checks.flatMap((check) => {
    const over = columns.filter(({ number }) => check.columns.includes(number));
    const whole = over.length > 0 && over.length === check.columns.length;
    return whole ? [{ columns: over, expression: check.expression }] : [];
  });
}

function domainChecks(columns: readonly ColumnDefinition[], types: Types): Condition[] {
  return columns.flatMap((column) =>
    undomained(types, column).checks.map((check) => ({
      columns: [column],
      expression: `(SELECT (${check}) FROM (SELECT ${quoteIdentifier(column.name)} AS value) AS domain)`,
    })),
  );
}

/** For each column, candidates that pass the conditions over it alone; so many that all combinations can be tried. */
async function candidatesOf(
  connection: Connection,
  riddle: Riddle,
  table: TableDefinition,
  types: Types,
): Promise<string[][]> {
  const literals = literalsIn(riddle.conditions.map(({ expression }) => expression));
  const most = Math.max(2, Math.floor(tried ** (1 / riddle.columns.length)));
  const chosen: string[][] = [];
  for (const column of riddle.columns) {
    const candidates = isReference(table, column)
      ? standIns(types, column)
      : candidatesFor(types, column, literals, table.unique.includes(column.number));
    const passing =
      riddle.columns.length > 1
        ? await passingAlone(connection, riddle, column, candidates, types)
        : [];
    chosen.push((passing.length > 0 ? passing : candidates).slice(0, most));
  }
  return chosen;
}

/** The candidates of a column that pass the conditions over it alone; none where there are no such conditions. */
async function passingAlone(
  connection: Connection,
  { conditions }: Riddle,
  column: ColumnDefinition,
  candidates: readonly string[],
  types: Types,
): Promise<string[]> {
  const alone = conditions.filter(({ columns }) => columns.every((one) => one === column));
  if (alone.length === 0) return [];
  const lone = { columns: [column], conditions: alone };
  const found = await evaluate(connection, lone, [candidates], types);
  return found.map(([place]) => candidates[place!]!);
}

function isReference(table: TableDefinition, { number }: ColumnDefinition): boolean {
  return table.references.some(({ columns }) => columns.includes(number));
}

/** For a column that refers to another table: whether it is NULL is what conditions mostly are about. */
function standIns(types: Types, column: ColumnDefinition): string[] {
  const { type, modifier, notNull } = undomained(types, column);
  const own = [0, 1, 2].map((index) =>
    valueOf(types, type.oid, modifier, { index, label: column.name, unique: true }),
  );
  return notNull ? own : [own[0]!, "NULL", ...own.slice(1)];
}

/** The places of candidates, by column, that together pass. */
async function evaluate(
  connection: Connection,
  riddle: Riddle,
  candidates: readonly (readonly string[])[],
  types: Types,
): Promise<number[][]> {
  if (candidates.reduce((product, { length }) => product * length, 1) > tried * 2) return [];
  try {
    const [rows] = await readPlainly(connection, riddleQuery(riddle, candidates, types));
    return rows!.map((row) => row.map(Number));
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    if (error.server.sqlState?.startsWith(syntaxOrName)) return [];
    return evaluateOneByOne(connection, riddle, candidates, types);
  }
}

/** The class of errors that come with any value. Source: PostgreSQL manual, appendix A "Error Codes". */
const syntaxOrName = "42";

/** Where a condition fails on some candidate instead of being false, each combination is a query of its own. */
async function evaluateOneByOne(
  connection: Connection,
  riddle: Riddle,
  candidates: readonly (readonly string[])[],
  types: Types,
): Promise<number[][]> {
  const found: number[][] = [];
  for (const places of combinationsOf(candidates).slice(0, triedAlone)) {
    const values = places.map((place, at) => [candidates[at]![place]!]);
    const passes = await readPlainly(connection, riddleQuery(riddle, values, types)).then(
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

function riddleQuery(
  { columns, conditions }: Riddle,
  candidates: readonly (readonly string[])[],
  types: Types,
): string {
  const places = columns.map((_, at) => `c${at}."#"`);
  const sources = columns.map((column, at) => {
    const { sql } = undomained(types, column);
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

/** Puts combinations first whose values were not used before, so that rows differ. */
function spread(combinations: readonly (readonly string[])[]): (readonly string[])[] {
  const uses = new Map<string, number>();
  const cost = (combination: readonly string[]) =>
    combination.reduce((sum, value, at) => sum + (uses.get(`${at} ${value}`) ?? 0), 0);
  const rest = [...combinations];
  return combinations.map(() => {
    const costs = rest.map(cost);
    const [next] = rest.splice(costs.indexOf(Math.min(...costs)), 1);
    next!.forEach((value, at) => uses.set(`${at} ${value}`, (uses.get(`${at} ${value}`) ?? 0) + 1));
    return next!;
  });
}
