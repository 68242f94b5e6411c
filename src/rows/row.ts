import { quoteIdentifier } from "../sql/text/index.ts";
import type { ColumnDefinition, Reference, TableDefinition } from "./definitions.ts";
import type { Solution } from "./solve.ts";
import { valueOf, type Types } from "./values.ts";

/** All that the rows of a table are made from. */
export interface RowPlan {
  readonly table: TableDefinition;
  readonly types: Types;
  /** The columns that are given a value of our own. */
  readonly columns: readonly ColumnDefinition[];
  readonly solutions: readonly Solution[];
  /** Whether all values are to be apart, as if constraints asked for it. */
  readonly tame: boolean;
  /** The plans of tables that refer to each other and get their rows at once, by oid. */
  readonly circle?: ReadonlyMap<string, RowPlan>;
}

/** One way to make a row. */
export interface Attempt {
  /** Whether columns that may be NULL are. */
  readonly nulls: boolean;
  /** Whether columns with a default get it. */
  readonly defaults: boolean;
  /** Moves each column on to other values, by different steps. */
  readonly shift: number;
}

/** Ways to make a row, the best ones first. The last row of a table has NULL where that is allowed. */
export function attempts(isLast: boolean): Attempt[] {
  const first: Attempt[] = [
    { nulls: isLast, defaults: false, shift: 0 },
    { nulls: false, defaults: false, shift: 0 },
    { nulls: false, defaults: true, shift: 0 },
    { nulls: true, defaults: true, shift: 0 },
    { nulls: true, defaults: false, shift: 0 },
  ];
  const shifts = [1, 2, 3, 4, 5, 6, 7, 8];
  return [
    ...first,
    ...shifts.flatMap((shift) => [
      { nulls: false, defaults: false, shift },
      { nulls: true, defaults: true, shift },
    ]),
  ];
}

/**
 * The columns that are given a value of our own: not those that the server computes, nor those of a sequence,
 * which would fall behind; but a column that bounds a partition or that a row's own reference repeats.
 */
export function ownColumns(table: TableDefinition): ColumnDefinition[] {
  const needed = new Set([
    ...table.checks.filter(({ ofPartition }) => ofPartition).flatMap(({ columns }) => columns),
    ...table.references.flatMap((reference) => [
      ...reference.columns,
      ...(isOwnRow(table, reference) ? numbersOf(reference) : []),
    ]),
  ]);
  return table.columns.filter(
    (column) => !column.generated && (!isCounted(column) || needed.has(column.number)),
  );
}

function isCounted({ identity, default: expression }: ColumnDefinition): boolean {
  return identity !== "" || (expression?.startsWith("nextval(") ?? false);
}

/** Plans for tables whose rows refer to each other before they are there: each key is a value of our own. */
export function circleOf(plans: readonly RowPlan[]): RowPlan[] {
  const circle = new Map<string, RowPlan>();
  for (const plan of plans) {
    const columns = plan.table.columns.filter(({ generated }) => !generated);
    circle.set(plan.table.oid, { ...plan, columns, circle });
  }
  return [...circle.values()];
}

/** Whether a row must refer to itself, because the first one has no other. */
function isOwnRow(table: TableDefinition, { parent, columns }: Reference): boolean {
  return (
    parent === table.oid &&
    table.columns.every(({ number, notNull }) => notNull || !columns.includes(number))
  );
}

/** The INSERT of one row. */
export function insertRow(plan: RowPlan, row: number, attempt: Attempt): string {
  const values = [...valuesOf(plan, row, attempt)];
  const { sql } = plan.table;
  if (values.length === 0) return `INSERT INTO ${sql} DEFAULT VALUES`;
  const names = values.map(([column]) => quoteIdentifier(column.name)).join(", ");
  const list = values.map(([, value]) => value).join(", ");
  return `INSERT INTO ${sql} (${names}) OVERRIDING SYSTEM VALUE VALUES (${list})`;
}

type Values = Map<ColumnDefinition, string>;

/** References decide first, then constraints; all other columns are free. */
function valuesOf(plan: RowPlan, row: number, attempt: Attempt): Values {
  const solved = solvedValues(plan, row + attempt.shift);
  const values: Values = new Map();
  for (const reference of referencesOf(plan).filter((one) => !isOwnRow(plan.table, one)))
    refer(plan, reference, values, solved, row, attempt);
  for (const column of plan.columns) {
    if (values.has(column) || (attempt.defaults && column.default !== null)) continue;
    values.set(column, solved.get(column) ?? freeValue(plan, column, row, attempt));
  }
  repeatOwnRow(plan, values);
  return values;
}

/** The references whose columns are ours to set. */
function referencesOf({ table, columns }: RowPlan): Reference[] {
  const own = new Set(columns.map(({ number }) => number));
  return table.references.filter((reference) =>
    [...reference.columns, ...(isOwnRow(table, reference) ? numbersOf(reference) : [])].every(
      (number) => own.has(number),
    ),
  );
}

function numbersOf({ referenced }: Reference): number[] {
  return referenced.map(({ number }) => number);
}

function solvedValues({ solutions }: RowPlan, row: number): Values {
  return new Map(
    solutions.flatMap(({ columns, combinations }) =>
      columns.map((column, at) => [column, combinations[row % combinations.length]![at]!] as const),
    ),
  );
}

/** The row that has what the first one has, wherever no constraint forbids it. */
const twin = 2;

function freeValue(
  { table, types, tame }: RowPlan,
  column: ColumnDefinition,
  row: number,
  { nulls, shift }: Attempt,
): string {
  if (nulls && !column.notNull) return "NULL";
  const unique = tame || table.unique.includes(column.number);
  const isEnum = types.get(column.type)?.kind === "e";
  const like = row === twin && !unique && !isEnum ? 0 : row;
  const index = like + shift * ((column.number % 3) + 1);
  return valueOf(types, column.type, column.modifier, { index, label: column.name, unique });
}

/** Gives the columns of a reference the key of a row of its parent, or NULL. */
function refer(
  plan: RowPlan,
  reference: Reference,
  values: Values,
  solved: Values,
  row: number,
  { nulls, shift }: Attempt,
): void {
  const columns = reference.columns.map((number) => columnOf(plan, number));
  const open = columns.filter((column) => !values.has(column));
  const mayBeNull = open.filter((column) => !column.notNull);
  const isNull = mayBeNull.some((column) => solved.get(column) === "NULL");
  const isSolved = mayBeNull.some((column) => solved.has(column));
  if (isNull || (nulls && !isSolved && mayBeNull.length > 0)) {
    for (const column of mayBeNull) values.set(column, "NULL");
    return;
  }
  const chosen =
    keysInCircle(plan, reference, row) ??
    parentKeys(reference, columns, values, row + shift * ((columns[0]!.number % 3) + 1));
  for (const column of open) values.set(column, chosen[columns.indexOf(column)]!);
}

function columnOf({ columns }: RowPlan, number: number): ColumnDefinition {
  return columns.find((column) => column.number === number)!;
}

/** The key that the same row of the parent will have. */
function keysInCircle(
  { circle }: RowPlan,
  reference: Reference,
  row: number,
): string[] | undefined {
  const parent = circle?.get(reference.parent);
  const isOurs = numbersOf(reference).every((wanted) =>
    parent?.columns.some(({ number }) => number === wanted),
  );
  if (parent === undefined || !isOurs) return undefined;
  const solved = solvedValues(parent, row);
  return reference.referenced.map(({ number }) => {
    const column = columnOf(parent, number);
    return solved.get(column) ?? freeValue(parent, column, row, plain);
  });
}

const plain: Attempt = { nulls: false, defaults: false, shift: 0 };

/** The key of one row of the parent, but not of the last, which has no children; in the order of its keys; where some columns have values, of one with those. */
function parentKeys(
  { parentSql, referenced }: Reference,
  columns: readonly ColumnDefinition[],
  values: Values,
  place: number,
): string[] {
  const names = referenced.map(({ name }) => `"#parent".${quoteIdentifier(name)}`);
  const given = columns.flatMap((column, at) => {
    const value = values.get(column);
    return value === undefined ? [] : [`${names[at]} = ${value}`];
  });
  const from = `FROM ${parentSql} AS "#parent"${given.length === 0 ? "" : ` WHERE ${given.join(" AND ")}`}`;
  const offset = `(SELECT ${place} % greatest(count(*) - 1, 1) ${from})`;
  return names.map(
    (name) => `(SELECT ${name} ${from} ORDER BY ${names.join(", ")} OFFSET ${offset} LIMIT 1)`,
  );
}

function repeatOwnRow(plan: RowPlan, values: Values): void {
  for (const reference of referencesOf(plan).filter((one) => isOwnRow(plan.table, one))) {
    reference.columns.forEach((number, at) => {
      const own = values.get(columnOf(plan, reference.referenced[at]!.number));
      if (own !== undefined) values.set(columnOf(plan, number), own);
    });
  }
}
