import type { Connection } from "../database/index.ts";
import { type TargetOptions, withTarget } from "../engine/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { ownTables } from "../history/index.ts";
import { type Filled, fillUpTo } from "../rows/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";

/** How many rows to make up, and where. */
export interface SeedFakeOptions extends TargetOptions {
  /** How many rows a table is to have. */
  readonly rows: number;
  /** These tables, as SQL names them, and those that they need. Default: all. */
  readonly tables?: readonly string[] | undefined;
}

/** What was made up. */
export interface SeedFakeResult extends Filled {
  readonly durationMs: number;
}

/**
 * Gives tables that have fewer rows as many as are wanted, made up to fit types, constraints and foreign keys: the same for the same
 * schema. Tables that have enough stay as they are, so that it may be done again.
 * @throws InvalidRequestError for a table that is not there, and the errors of the connection
 * @example
 * ```ts
 * const { filled } = await seedFake({ database: process.env["DATABASE_URL"]!, rows: 1000 });
 * ```
 */
export async function seedFake({
  rows,
  tables = [],
  ...options
}: SeedFakeOptions): Promise<SeedFakeResult> {
  const begin = performance.now();
  const result = await withTarget(
    options,
    async ({ connection, table }) => {
      const only = await Promise.all(tables.map((one) => fullName(connection, one)));
      const wanted = { rows, tame: true, ...(only.length > 0 && { only }) };
      return fillUpTo(connection, ownTables(table), wanted);
    },
    () => [],
  );
  return { ...result, durationMs: Math.round(performance.now() - begin) };
}

async function fullName(connection: Connection, table: string): Promise<string> {
  const [row] = await connection.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = pg_catalog.to_regclass(${quoteLiteral(table)}) AND c.relkind IN ('r', 'p')`,
  );
  if (row !== undefined) return row.name;
  throw new InvalidRequestError(
    `There is no table ${table}`,
    "Name it as SQL does: `users`, `app.users`; `pgmaestro up` makes what migrations make.",
  );
}
