import { quoteLiteral } from "../sql/text/index.ts";

/** `FROM` and `WHERE` over the user's tables, as `c` in schema `n`: nothing of the system, of a session or of an extension. */
export function fromUserTables(kinds: string, ignored: readonly string[]): string {
  return `FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN (${[...kinds].map(quoteLiteral).join(", ")}) AND c.relpersistence <> 't'
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT (n.nspname || '.' || c.relname)::text = ANY (ARRAY[${ignored.map(quoteLiteral).join(", ")}]::text[])
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;
}

/**
 * The rows of table `c` in schema `n`, without those of its children, as `query_to_xml` writes them:
 * SQL put together inside a query, without a function of our own and without PL/pgSQL.
 * Source: PostgreSQL manual, 9.15.3 "Mapping Tables to XML".
 * @param select what to select of the table; it goes by the name `"#row"`
 */
export function contentOf(select: string, rest = ""): string {
  const query = `SELECT ${select} FROM ONLY %I.%I AS "#row" ${rest}`;
  return `query_to_xml(format(${quoteLiteral(query)}, nspname, relname), false, true, '')::text`;
}
