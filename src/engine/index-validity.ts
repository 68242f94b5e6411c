import { StatementError } from "../database/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import type { EngineContext } from "./context.ts";
import type { Line } from "./message.ts";
import type { Progress } from "./progress.ts";

/**
 * A concurrent build that fails leaves an invalid index behind, over which a second try would stumble, or
 * which IF NOT EXISTS would take for the real one.
 * Source: PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently".
 */
export async function dropInvalidIndex(
  line: Line,
  context: EngineContext,
  progress: Progress,
): Promise<void> {
  const index = await findInvalid(line, context);
  if (index === undefined) return;
  await context.connection.run([`DROP INDEX CONCURRENTLY ${index}`]);
  progress.droppedInvalidIndex(line.step!.migration, index);
}

/** @throws StatementError when the statement has left an invalid index, so that nothing records it as done */
export async function refuseInvalidIndex(line: Line, context: EngineContext): Promise<void> {
  const index = await findInvalid(line, context);
  if (index === undefined) return;
  const server = {
    message: `the index ${index} is invalid`,
    sqlState: "55000",
    detail: "PostgreSQL could not finish building it.",
    hint: "Run again: the invalid index is dropped first, then rebuilt.",
    where: undefined,
  };
  throw new StatementError(server, 0, undefined, undefined);
}

async function findInvalid(
  { statement }: Line,
  { connection }: EngineContext,
): Promise<string | undefined> {
  const built = statement?.buildsConcurrently;
  if (built === undefined) return undefined;
  const path = built.schema === undefined ? built.name : `${built.schema}.${built.name}`;
  const quoted =
    path === built.name
      ? quoteIdentifier(built.name)
      : `${quoteIdentifier(built.schema!)}.${quoteIdentifier(built.name)}`;
  const [row] = await connection.query<{ index: string }>(
    `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS index
      FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indexrelid = ${regclass(quoted)} AND NOT i.indisvalid`,
  );
  return row?.index;
}

function regclass(quoted: string): string {
  return `pg_catalog.to_regclass(${quoteLiteral(quoted)})`;
}
