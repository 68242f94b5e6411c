import type { Segment } from "../plan/index.ts";
import { quoteIdentifier } from "../sql/text/index.ts";
import type { EngineContext } from "./context.ts";
import { composeTransaction, isOurs, type Line } from "./message.ts";

/** Of segments that many databases get: what they were composed for last, and their lines. */
const composed = new WeakMap<Segment, { readonly by: string; readonly lines: readonly Line[] }>();

/** Stands in lines for the schema of the history, as SQL. */
const ownSchema = quoteIdentifier("(schema of the history)");

/**
 * A transactional segment as one message, as `composeTransaction` gives it: once for all databases whose settings are the same but
 * for the name of the schema in which they have their history.
 */
export function transactionLines(
  segment: Segment,
  context: EngineContext,
  continues: boolean,
): readonly Line[] {
  const { schema } = context.table;
  if (!/^\w+$/.test(schema)) return composeTransaction(segment, context, continues);
  const own = quoteIdentifier(schema);
  const shared = withOwnSchema(context, (sql) => sql.replaceAll(own, ownSchema));
  return linesOf(segment, shared, continues).map((line) =>
    isOurs(line) ? { ...line, text: line.text.replaceAll(ownSchema, own) } : line,
  );
}

function withOwnSchema(context: EngineContext, named: (sql: string) => string): EngineContext {
  const { table, session } = context;
  const { sql, journal } = table;
  const shared = { ...table, schema: ownSchema, sql: named(sql), journal: named(journal) };
  return { ...context, table: shared, session: session.map(named) };
}

function linesOf(segment: Segment, context: EngineContext, continues: boolean): readonly Line[] {
  const by = JSON.stringify(whatCounts(context, continues));
  const before = composed.get(segment);
  if (before?.by === by) return before.lines;
  const lines = composeTransaction(segment, context, continues);
  composed.set(segment, { by, lines });
  return lines;
}

/** What the lines of a segment depend on beside it. */
function whatCounts(context: EngineContext, continues: boolean): unknown[] {
  const { connection, table, author, session, keepSettings, limits } = context;
  const { kind, owner } = connection;
  return [kind, owner, table, author, session, keepSettings, limits, continues];
}
