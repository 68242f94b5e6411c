import {
  applyAll,
  beforeAll,
  createTableByName,
  type FullName,
  type Schema,
} from "../schema/index.ts";
import { parseStatements } from "../sql/statement/index.ts";

/** What Citus has made of the tables of a target before a plan, as far as a plan asks. */
export interface Distribution {
  /** Of Citus. */
  readonly version: string;
  readonly tables: readonly FullName[];
  /** SQL that says which of them are reference tables, and by which foreign keys others lead to those. */
  readonly sql: string;
}

/** Enters it into a schema of which nothing else is known. The parser must be loaded. */
export function enterDistribution(schema: Schema, { tables, sql }: Distribution): void {
  schema.extensions.set(citus, beforeAll);
  for (const table of tables) createTableByName(schema, table, beforeAll);
  applyAll(schema, parseStatements(sql), beforeAll);
}

/** Whether a database is spread over several nodes, as far as the schema shows. */
export function isDistributed({ extensions }: Schema): boolean {
  return extensions.has(citus);
}

const citus = "citus";
