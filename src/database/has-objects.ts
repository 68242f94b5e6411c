import { quoteLiteral } from "../sql/text/index.ts";
import type { Connection } from "./connection.ts";

/**
 * Whether anybody has made something in a database: a relation, a type or a function outside of the system's schemas, those of
 * extensions aside.
 * @param ignored tables that do not count, as SQL writes them, and what belongs to them
 */
export async function hasObjects(
  { query }: Connection,
  ignored: readonly string[],
): Promise<boolean> {
  const tables = ignored.map((table) => `pg_catalog.to_regclass(${quoteLiteral(table)})`);
  const [row] = await query<{ found: boolean }>(`SELECT EXISTS (
    SELECT FROM (
      SELECT 'pg_class'::regclass AS class, oid, relnamespace AS schema FROM pg_catalog.pg_class WHERE relkind <> 'i' AND relkind <> 't' AND relkind <> 'I'
      UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_catalog.pg_proc
      UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_catalog.pg_type WHERE typtype IN ('d', 'e', 'r')
    ) made JOIN pg_catalog.pg_namespace n ON n.oid = made.schema
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND made.oid NOT IN (SELECT t.oid FROM (VALUES ${tables.map((table) => `(${table}::oid)`).join(", ")}) t (oid) WHERE t.oid IS NOT NULL)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = made.class AND d.objid = made.oid
        AND (d.deptype = 'e' OR (d.deptype IN ('a', 'i') AND d.refobjid IN (${tables.join(", ")})))
    )) AS found`);
  return row!.found;
}
