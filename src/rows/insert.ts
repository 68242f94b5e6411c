import { StatementError, type Connection } from "../database/index.ts";
import { attempts, circleOf, insertRow, type RowPlan } from "./row.ts";
import { beginPlainly } from "./session.ts";

/** A table's plan, how many rows it has already, and how many it is to have. */
export interface Planned {
  readonly plan: RowPlan;
  readonly from: number;
  readonly to: number;
}

/** The server's last word on each table that refused a row, by oid. */
export type Failures = Map<string, string>;

/**
 * Inserts the rows of all tables in one round trip: the first row of each, then the second of each, so that
 * tables that refer to each other find rows.
 * @throws StatementError when any row is refused; then nothing is inserted
 */
export async function insertTogether(
  connection: Connection,
  tables: readonly Planned[],
): Promise<void> {
  const statements = inRounds(tables).map(({ plan, row, isLast }) =>
    insertRow(plan, row, attempts(isLast)[0]!),
  );
  await connection.run([...beginPlainly, checkNow, ...statements, "COMMIT"]);
}

const checkNow = "SET CONSTRAINTS ALL IMMEDIATE";

interface PlannedRow {
  readonly plan: RowPlan;
  readonly row: number;
  readonly isLast: boolean;
}

function inRounds(tables: readonly Planned[]): PlannedRow[] {
  const rounds = Math.max(0, ...tables.map(({ to }) => to));
  return Array.from({ length: rounds }, (_, row) =>
    tables
      .filter(({ from, to }) => from <= row && row < to)
      .map(({ plan, to }) => ({ plan, row, isLast: row === to - 1 })),
  ).flat();
}

/** Inserts row by row, each in as many ways as it takes. */
export async function insertOneByOne(
  connection: Connection,
  tables: readonly Planned[],
): Promise<Failures> {
  const failures: Failures = new Map();
  for (const statement of [...beginPlainly, checkNow]) await connection.query(statement);
  for (const { plan, row, isLast } of inRounds(tables)) {
    const failure = await insertSomehow(connection, plan, row, isLast);
    if (failure !== undefined) failures.set(plan.table.oid, failure);
  }
  await insertCircle(connection, tables, failures);
  await connection.query("COMMIT");
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
  await refusalOf(connection, ["SET CONSTRAINTS ALL DEFERRED", ...inserts, checkNow]);
}

/** @returns the server's last word, when no way led in */
async function insertSomehow(
  connection: Connection,
  plan: RowPlan,
  row: number,
  isLast: boolean,
): Promise<string | undefined> {
  let failure: string | undefined;
  const statements = attempts(isLast).map((attempt) => insertRow(plan, row, attempt));
  for (const statement of new Set(statements)) {
    failure = await refusalOf(connection, [statement]);
    if (failure === undefined) return undefined;
  }
  return failure;
}

/** Runs statements all or not at all. @returns what the server says when it refuses one */
async function refusalOf(
  connection: Connection,
  statements: readonly string[],
): Promise<string | undefined> {
  await connection.query("SAVEPOINT pgmaestro_row");
  try {
    for (const statement of statements) await connection.query(statement);
    await connection.query("RELEASE SAVEPOINT pgmaestro_row");
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await connection.query("ROLLBACK TO SAVEPOINT pgmaestro_row");
    return error.server.message;
  }
}
