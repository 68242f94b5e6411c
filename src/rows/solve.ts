import type { Connection } from "../database/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import { candidatesFor, baseTypeOf } from "./candidates.ts";
import type { CheckConstraint, ColumnDefinition, TableDefinition } from "./definitions.ts";
import { passingCombinations, tried, type Condition, type Conditions } from "./evaluate.ts";
import { literalsIn } from "./literals.ts";
import { valueOf, type Types } from "./values.ts";

/** Columns that constraints tie together, and values for them that pass. */
export interface Solution {
  readonly columns: readonly ColumnDefinition[];
  /** For each column, in their order, a SQL expression. The first combinations are those to prefer. */
  readonly combinations: readonly (readonly string[])[];
}

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
  for (const group of tiedConditions(table, columns, types)) {
    const candidates = await candidatesOf(connection, group, table, types);
    const found = await passingCombinations(connection, group, candidates, types);
    if (found.length === 0) continue;
    const combinations = found.map((places) => places.map((place, at) => candidates[at]![place]!));
    solutions.push({ columns: group.columns, combinations: spread(combinations) });
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
  generatedFrom: [],
};

const loneTable: Omit<TableDefinition, "columns"> = {
  oid: "0",
  name: "",
  sql: "",
  checks: [],
  references: [],
  unique: [],
};

/** The conditions of each group of columns that conditions tie together. */
function tiedConditions(
  table: TableDefinition,
  columns: readonly ColumnDefinition[],
  types: Types,
): Conditions[] {
  let groups: Conditions[] = [];
  for (const condition of [...checksOf(table, columns), ...domainChecks(columns, types)]) {
    const tied = groups.filter(({ columns: over }) =>
      over.some((column) => condition.columns.includes(column)),
    );
    groups = [
      ...groups.filter((group) => !tied.includes(group)),
      {
        columns: [...new Set([...tied, condition].flatMap((part) => part.columns))],
        conditions: [...tied.flatMap(({ conditions }) => conditions), condition],
      },
    ];
  }
  return groups;
}

function checksOf(table: TableDefinition, columns: readonly ColumnDefinition[]): Condition[] {
  const demanded = table.columns.filter(({ generated, notNull }) => generated && notNull);
  return [...table.checks, ...demanded.map(notNullCheck)].flatMap((check) => {
    const expanded = withoutGenerated(check, table);
    const over = columns.filter(({ number }) => expanded.columns.includes(number));
    const whole = over.length > 0 && over.length === expanded.columns.length;
    return whole ? [{ columns: over, expression: expanded.expression }] : [];
  });
}

function notNullCheck({ name, number }: ColumnDefinition): CheckConstraint {
  return {
    expression: `${quoteIdentifier(name)} IS NOT NULL`,
    columns: [number],
    ofPartition: false,
  };
}

/** A check with the expressions of generated columns in their place. */
function withoutGenerated(check: CheckConstraint, { columns }: TableDefinition): CheckConstraint {
  const generated = columns.filter(
    (column) => column.generated && check.columns.includes(column.number),
  );
  const given = check.columns.filter((one) => !generated.some(({ number }) => number === one));
  return {
    ...check,
    columns: [...new Set([...given, ...generated.flatMap((column) => column.generatedFrom)])],
    expression: generated.reduce(
      (expression, column) =>
        `(SELECT (${expression}) FROM (SELECT ${column.default} AS ${quoteIdentifier(column.name)}) AS generated)`,
      check.expression,
    ),
  };
}

function domainChecks(columns: readonly ColumnDefinition[], types: Types): Condition[] {
  return columns.flatMap((column) =>
    baseTypeOf(types, column).checks.map((check) => ({
      columns: [column],
      expression: `(SELECT (${check}) FROM (SELECT ${quoteIdentifier(column.name)} AS value) AS domain)`,
    })),
  );
}

/** For each column, candidates that pass the conditions over it alone; so many that all combinations can be tried. */
async function candidatesOf(
  connection: Connection,
  group: Conditions,
  table: TableDefinition,
  types: Types,
): Promise<string[][]> {
  const literals = literalsIn(group.conditions.map(({ expression }) => expression));
  const most = Math.max(2, Math.floor(tried ** (1 / group.columns.length)));
  const chosen: string[][] = [];
  for (const column of group.columns) {
    const candidates = isReference(table, column)
      ? standIns(types, column)
      : candidatesFor(types, column, literals, table.unique.includes(column.number));
    const passing =
      group.columns.length > 1
        ? await passingAlone(connection, group, column, candidates, types)
        : [];
    chosen.push((passing.length > 0 ? passing : candidates).slice(0, most));
  }
  return chosen;
}

/** The candidates of a column that pass the conditions over it alone; none where there are no such conditions. */
async function passingAlone(
  connection: Connection,
  { conditions }: Conditions,
  column: ColumnDefinition,
  candidates: readonly string[],
  types: Types,
): Promise<string[]> {
  const alone = conditions.filter(({ columns }) => columns.every((one) => one === column));
  if (alone.length === 0) return [];
  const lone = { columns: [column], conditions: alone };
  const found = await passingCombinations(connection, lone, [candidates], types);
  return found.map(([place]) => candidates[place!]!);
}

function isReference(table: TableDefinition, { number }: ColumnDefinition): boolean {
  return table.references.some(({ columns }) => columns.includes(number));
}

/** For a column that refers to another table: whether it is NULL is what conditions mostly are about. */
function standIns(types: Types, column: ColumnDefinition): string[] {
  const { type, modifier, notNull } = baseTypeOf(types, column);
  const own = [0, 1, 2].map((index) =>
    valueOf(types, type.oid, modifier, { index, label: column.name, unique: true }),
  );
  return notNull ? own : [own[0]!, "NULL", ...own.slice(1)];
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
