import { StatementError, type Connection } from "../database/index.ts";
import type { KnownRows, Planned, PlannedRow, RowOutcome } from "./known-rows.ts";
import { attempts, circleOf, insertRow } from "./row.ts";
import { beginPlainly } from "./session.ts";

/** The server's last word on each table that refused a row, by oid. */
export type Failures = Map<string, string>;

/**
 * Inserts the rows of tables, each in as many ways as it takes: those of all together in one round trip, if no row is refused.
 * What is known of like rows is not tried again.
 */
export async function insertRows(
  connection: Connection,
  tables: readonly Planned[],
  known: KnownRows,
): Promise<Failures> {
  const failures = await insertEach(connection, inRounds(tables), known);
  await insertCircle(connection, tables, failures);
  return failures;
}

async function insertEach(
  connection: Connection,
  rows: readonly PlannedRow[],
  known: KnownRows,
): Promise<Failures> {
  try {
    return await insertTogether(connection, rows, known);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return insertOneByOne(connection, rows, known);
  }
}

/** @throws StatementError when any row is refused; then nothing is inserted */
async function insertTogether(
  connection: Connection,
  rows: readonly PlannedRow[],
  known: KnownRows,
): Promise<Failures> {
  const outcomes = rows.map((row) => known.of(row) ?? { statement: firstWayIn(row) });
  await connection.run([...begin, ...statementsOf(outcomes), "COMMIT"]);
  return failuresOf(rows, outcomes);
}

async function insertOneByOne(
  connection: Connection,
  rows: readonly PlannedRow[],
  known: KnownRows,
): Promise<Failures> {
  const outcomes: RowOutcome[] = [];
  for (const statement of begin) await connection.query(statement);
  for (const part of byKnowledge(rows, known))
    outcomes.push(...(await insertPart(connection, part, known)));
  await connection.query("COMMIT");
  known.keep(rows, outcomes);
  return failuresOf(rows, outcomes);
}

/** Rows of which something is known, and those of which nothing is, in turn. */
function byKnowledge(rows: readonly PlannedRow[], known: KnownRows): PlannedRow[][] {
  const parts: PlannedRow[][] = [];
  let wasKnown: boolean | undefined;
  for (const row of rows) {
    const isKnown = known.of(row) !== undefined;
    if (isKnown !== wasKnown) parts.push([]);
    parts.at(-1)!.push(row);
    wasKnown = isKnown;
  }
  return parts;
}

async function insertPart(
  connection: Connection,
  rows: readonly PlannedRow[],
  known: KnownRows,
): Promise<RowOutcome[]> {
  const before = rows.flatMap((row) => known.of(row) ?? []);
  if (before.length > 0 && (await refusalOf(connection, statementsOf(before))) === undefined)
    return before;
  const outcomes: RowOutcome[] = [];
  for (const row of rows) outcomes.push(await insertSomehow(connection, row, known.of(row)));
  return outcomes;
}

function statementsOf(outcomes: readonly RowOutcome[]): string[] {
  return outcomes.flatMap((one) => ("statement" in one ? [one.statement] : []));
}

const checkNow = "SET CONSTRAINTS ALL IMMEDIATE";
const begin = [...beginPlainly, checkNow];

/** The first row of each table, then the second of each, so that tables that refer to each other find rows. */
function inRounds(tables: readonly Planned[]): PlannedRow[] {
  const rounds = Math.max(0, ...tables.map(({ to }) => to));
  return Array.from({ length: rounds }, (_, row) =>
    tables
      .filter(({ from, to }) => from <= row && row < to)
      .map(({ plan, to }) => ({ plan, row, isLast: row === to - 1 })),
  ).flat();
}

function failuresOf(rows: readonly PlannedRow[], outcomes: readonly RowOutcome[]): Failures {
  const failures: Failures = new Map();
  for (const [index, outcome] of outcomes.entries())
    if ("refusal" in outcome) failures.set(rows[index]!.plan.table.oid, outcome.refusal);
  return failures;
}

/** Tables that refer to each other can get their rows at once where their constraints can wait. */
async function insertCircle(
  connection: Connection,
  tables: readonly Planned[],
  failures: Failures,
): Promise<void> {
  const empty = tables.filter(({ plan, from }) => from === 0 && failures.has(plan.table.oid));
  const plans = circleOf(empty.map(({ plan }) => plan));
  if (plans.length < 2) return;
  const most = Math.max(...empty.map(({ to }) => to));
  const inserts = inRounds(plans.map((plan) => ({ plan, from: 0, to: most }))).map(
    ({ plan, row }) => insertRow(plan, row, attempts(false)[0]!),
  );
  for (const statement of begin) await connection.query(statement);
  await refusalOf(connection, ["SET CONSTRAINTS ALL DEFERRED", ...inserts, checkNow]);
  await connection.query("COMMIT");
}

async function insertSomehow(
  connection: Connection,
  row: PlannedRow,
  before: RowOutcome | undefined,
): Promise<RowOutcome> {
  if (before !== undefined && "refusal" in before) return before;
  let refusal = "";
  const tried = new Set<string>();
  for (const statement of waysIn(row, before)) {
    if (tried.has(statement)) continue;
    tried.add(statement);
    const refused = await refusalOf(connection, [statement]);
    if (refused === undefined) return { statement };
    refusal = refused;
  }
  return { refusal };
}

/** The statements that may put a row in, the best ones first, each made when it is asked for. */
function* waysIn(
  { plan, row, isLast }: PlannedRow,
  before: { readonly statement: string } | undefined,
): Generator<string> {
  if (before !== undefined) yield before.statement;
  for (const attempt of attempts(isLast)) yield insertRow(plan, row, attempt);
}

function firstWayIn({ plan, row, isLast }: PlannedRow): string {
  return insertRow(plan, row, attempts(isLast)[0]!);
}

/** Runs statements all or not at all. @returns what the server says when it refuses one */
async function refusalOf(
  connection: Connection,
  statements: readonly string[],
): Promise<string | undefined> {
  await connection.query("SAVEPOINT pgmaestro_row");
  try {
    await connection.run(statements);
    await connection.query("RELEASE SAVEPOINT pgmaestro_row");
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await connection.query("ROLLBACK TO SAVEPOINT pgmaestro_row");
    return error.server.message;
  }
}
