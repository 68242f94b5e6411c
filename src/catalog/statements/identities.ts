import type { Connection } from "../../database/index.ts";

/** What an object is, independent of its name: a row of a system catalog. */
export interface Identity {
  /** `table`, `column`, `enum value`, …, in PostgreSQL's words. */
  readonly kind: string;
  readonly name: string;
  /** Its schema, as an identity; of a column, constraint and the like its table, of an enum value its type. */
  readonly parent: string | undefined;
  /** Of a routine, the types of its arguments. */
  readonly args: string | undefined;
  /** In which order objects were made. */
  readonly oid: number;
}

/** Objects by the catalog and the OID that they keep when they are renamed. */
export type Identities = ReadonlyMap<string, Identity>;

/** Reads what every object of the database's own schemas is, so that a rename can be distinguished from a new object. */
export async function readIdentities(connection: Connection): Promise<Identities> {
  const rows = await connection.query<Identity & { identity: string }>(query);
  return new Map(
    rows.map(({ identity, kind, name, parent, args, oid }) => [
      identity,
      { kind, name, parent: parent ?? undefined, args: args ?? undefined, oid: Number(oid) },
    ]),
  );
}

/** Source: PostgreSQL manual, chapter 52 "System Catalogs". */
const query = `
WITH member AS (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
), schemas AS (
  SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
)
SELECT 'schema:' || n.oid AS identity, 'schema' AS kind, nspname::text AS name, NULL AS parent, NULL AS args, n.oid
FROM pg_namespace n JOIN schemas USING (oid)
UNION ALL
SELECT 'relation:' || c.oid,
  CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
    WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' ELSE 'table' END,
  relname, 'schema:' || relnamespace, NULL, c.oid
FROM pg_class c JOIN schemas s ON s.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'i', 'I', 'c')
  AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid AND contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'column:' || attrelid || '.' || attnum, CASE relkind WHEN 'c' THEN 'attribute' ELSE 'column' END,
  attname, 'relation:' || attrelid, NULL, attrelid
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN schemas s ON s.oid = relnamespace
WHERE attnum > 0 AND NOT attisdropped AND attislocal AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'type:' || t.oid, CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END, typname, 'schema:' || typnamespace, NULL, t.oid
FROM pg_type t JOIN schemas s ON s.oid = typnamespace WHERE typtype IN ('e', 'd', 'r')
  AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'enum:' || e.oid, 'enum value', enumlabel, 'type:' || enumtypid, NULL, e.oid
FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid JOIN schemas s ON s.oid = typnamespace
UNION ALL
SELECT 'routine:' || p.oid,
  CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
  proname, 'schema:' || pronamespace, pg_get_function_identity_arguments(p.oid), p.oid
FROM pg_proc p JOIN schemas s ON s.oid = pronamespace
WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
UNION ALL
SELECT 'extension:' || e.oid, 'extension', extname, 'schema:' || extnamespace, NULL, e.oid
FROM pg_extension e JOIN schemas s ON s.oid = extnamespace WHERE extrelocatable
UNION ALL
SELECT 'constraint:' || c.oid, CASE conrelid WHEN 0 THEN 'domain constraint' ELSE 'constraint' END, conname,
  CASE conrelid WHEN 0 THEN 'type:' || contypid ELSE 'relation:' || conrelid END, NULL, c.oid
FROM pg_constraint c JOIN schemas s ON s.oid = connamespace WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND conislocal
UNION ALL
SELECT 'trigger:' || t.oid, 'trigger', tgname, 'relation:' || tgrelid, NULL, t.oid
FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN schemas s ON s.oid = relnamespace WHERE NOT tgisinternal
UNION ALL
SELECT 'policy:' || p.oid, 'policy', polname, 'relation:' || polrelid, NULL, p.oid
FROM pg_policy p JOIN pg_class c ON c.oid = polrelid JOIN schemas s ON s.oid = relnamespace
UNION ALL
SELECT 'rule:' || r.oid, 'rule', rulename, 'relation:' || ev_class, NULL, r.oid
FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class JOIN schemas s ON s.oid = relnamespace WHERE rulename <> '_RETURN'
`;
