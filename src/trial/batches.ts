import { StatementError, type Connection } from "../database/index.ts";
import { BackfillDiffersError } from "../errors/index.ts";
import type { Plan, PlannedStatement, Step } from "../plan/index.ts";
import { nameOf, readContents, readContentsAfter, type TableRows } from "../rows/index.ts";
import { locationIn } from "../sql/text/index.ts";

/**
 * Runs a plan whose statement may run in batches, and compares the rows with those that the statement gives at once. Tables to which
 * it gives other rows each time, such as new numbers and the time, are not compared.
 * @param own tables that are not the user's, as `schema.name`
 * @throws BackfillDiffersError
 */
export async function provingBatches(
  plan: Plan,
  connection: Connection,
  own: readonly string[],
  run: () => Promise<unknown>,
): Promise<void> {
  const found = batchedIn(plan);
  const atOnce = found && (await rowsAtOnce(found.statement, connection, own));
  await run();
  if (atOnce === undefined) return;
  const { rows } = await readContents(connection, own);
  const differing = atOnce.find(
    (table) => rows.find(({ oid }) => oid === table.oid)?.content !== table.content,
  );
  if (differing !== undefined) throw differs(found!, differing);
}

interface Batched {
  readonly step: Step;
  readonly statement: PlannedStatement;
}

function batchedIn({ segments }: Plan): Batched | undefined {
  return segments
    .flatMap(({ steps }) => steps)
    .flatMap((step) => step.statements.map((statement) => ({ step, statement })))
    .find(({ statement }) => statement.backfill !== undefined);
}

/** The rows of the tables to which it gives the same each time; undefined where the server refuses it. */
async function rowsAtOnce(
  { text }: PlannedStatement,
  connection: Connection,
  own: readonly string[],
): Promise<readonly TableRows[] | undefined> {
  try {
    const first = await readContentsAfter(connection, own, text);
    const second = await readContentsAfter(connection, own, text);
    const contents = new Map(first.map(({ oid, content }) => [oid, content]));
    return second.filter(({ oid, content }) => contents.get(oid) === content);
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

function differs({ step, statement }: Batched, table: TableRows): BackfillDiffersError {
  const { migration, direction } = step;
  const { section, offset, text } = statement;
  const location = locationIn(section, offset);
  return new BackfillDiffersError(
    { migration, direction, location, statement: text, source: section.source },
    nameOf(table),
  );
}
