import { citusVersion, type Connection, isReferenceTable } from "../database/index.ts";
import type { Distribution } from "../plan/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";

/** What Citus has made of the tables of a target; undefined where it has no part in it. */
export async function readDistribution(connection: Connection): Promise<Distribution | undefined> {
  return distributionBy(await citusVersion(connection), connection);
}

/** The same, where it is known which version of Citus has a part in it. */
export async function distributionBy(
  version: string | undefined,
  connection: Connection,
): Promise<Distribution | undefined> {
  if (version === undefined) return undefined;
  const tables = await connection.query<TableRow>(tablesQuery);
  const sql = tables.flatMap(sqlOf).join(";\n");
  return { version, tables: tables.map(({ schema, name }) => ({ schema, name })), sql };
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  /** Whether each node has all of it: `yes` or `no`. */
  readonly reference: string;
  /** Its foreign keys to tables that are, as SQL. */
  readonly keys: string | null;
}

function sqlOf({ schema, name, reference, keys }: TableRow): string[] {
  const written = [schema, name].map(quoteIdentifier).join(".");
  const call = `SELECT create_reference_table(${quoteLiteral(written)})`;
  return [...(reference === "yes" ? [call] : []), ...(keys === null ? [] : [keys])];
}

const keyColumns = `(SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ') FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))`;

/** Reference tables come first, so that those are known that foreign keys lead to. */
const tablesQuery = `
  SELECT n.nspname AS schema, c.relname AS name, CASE WHEN ${isReferenceTable("p")} THEN 'yes' ELSE 'no' END AS reference,
    (SELECT pg_catalog.string_agg(pg_catalog.format('ALTER TABLE %I.%I ADD CONSTRAINT %I FOREIGN KEY (%s) REFERENCES %I.%I',
        n.nspname, c.relname, k.conname, ${keyColumns}, rn.nspname, r.relname), E';\\n' ORDER BY k.conname)
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
      JOIN pg_catalog.pg_dist_partition rp ON rp.logicalrelid = r.oid
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND ${isReferenceTable("rp")}) AS keys
  FROM pg_catalog.pg_dist_partition p
  JOIN pg_catalog.pg_class c ON c.oid = p.logicalrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  ORDER BY ${isReferenceTable("p")} DESC, n.nspname, c.relname`;
