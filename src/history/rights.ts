import type { Connection } from "../database/index.ts";
import { quoteLiteral } from "../sql/text/index.ts";
import type { HistoryTable } from "./table.ts";

/** The GRANT statements that give whoever is connected what history and journal need, and what is not given yet. */
export async function missingGrants(
  connection: Connection,
  table: HistoryTable,
): Promise<readonly string[]> {
  const rows = await connection.query<{ statement: string }>(missingRights(table));
  return rows.map(({ statement }) => statement);
}

/** The catalogs are asked by name: to_regclass refuses what is in a schema that must not be used. */
function missingRights({ schema, name, journalName, sql, journal }: HistoryTable): string {
  const relation = (named: string) =>
    `SELECT c.oid FROM pg_catalog.pg_class c JOIN place ON c.relnamespace = place.oid
      WHERE c.relname = ${quoteLiteral(named)}`;
  const onTable = (source: string, shown: string, rights: string) =>
    `SELECT pg_catalog.string_agg(needed, ', ' ORDER BY position) || ' ON ' || ${quoteLiteral(shown)}
      FROM ${source}, pg_catalog.unnest('{${rights}}'::text[]) WITH ORDINALITY AS given (needed, position)
      WHERE NOT pg_catalog.has_table_privilege(oid, needed) HAVING count(*) > 0`;
  return `WITH place AS (
      SELECT oid, pg_catalog.quote_ident(nspname) AS shown
        FROM pg_catalog.pg_namespace WHERE nspname = ${quoteLiteral(schema)}),
    history AS (${relation(name)}),
    journal AS (${relation(journalName)}),
    missing (what) AS (
      SELECT 'CREATE ON DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database())
        WHERE NOT EXISTS (SELECT FROM place)
          AND NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
      UNION ALL
      SELECT pg_catalog.string_agg(needed, ', ') || ' ON SCHEMA ' || shown
        FROM place, pg_catalog.unnest('{USAGE,CREATE}'::text[]) AS needed
        WHERE NOT pg_catalog.has_schema_privilege(oid, needed)
          AND (needed = 'USAGE'
            OR NOT EXISTS (SELECT FROM history) OR NOT EXISTS (SELECT FROM journal))
        GROUP BY shown
      UNION ALL ${onTable("history", sql, "SELECT,INSERT,UPDATE,DELETE")}
      UNION ALL ${onTable("journal", journal, "SELECT,INSERT")}
      UNION ALL
      SELECT 'USAGE ON SEQUENCE ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.relname)
        FROM history JOIN pg_catalog.pg_depend d
            ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = history.oid
          JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
          JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
        WHERE d.deptype = 'a' AND NOT pg_catalog.has_sequence_privilege(s.oid, 'USAGE'))
    SELECT 'GRANT ' || what || ' TO ' || pg_catalog.quote_ident(current_user) AS statement FROM missing`;
}
