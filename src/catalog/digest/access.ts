import { entry, identified, privileges, role, select, sorted, unlessMember } from "./entry.ts";

const thisDatabase = "(SELECT oid FROM pg_database WHERE datname = current_database())";

const largeObjects = "'pg_largeobject'::regclass";

/** Of the objects that initdb made only those that a person may drop or replace count. */
const countsForComments = `(objoid >= 16384 OR classoid IN ('pg_namespace'::regclass, 'pg_extension'::regclass))
  AND classoid <> ${largeObjects}`;

const ofObjectsThatCount = `(classid <> 'pg_class'::regclass OR objid NOT IN (SELECT oid FROM ignored_relation))
  AND (classid, objid) NOT IN (SELECT classid, objid FROM member)`;

/** See `identified`. */
const anyObject = { kind: "object_kind", name: "object_name" };

/** A database does not know itself by its name, which is another one for each copy. */
const database = { kind: "'database'", name: "'itself'" };

/** Schemas, extensions, the database, and what any object may have: comments, security labels, privileges. */
export const accessEntries: readonly string[] = [
  entry(
    { kind: "'schema'", name: "quote_ident(nspname)" },
    [role("nspowner")],
    `pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND ${unlessMember("pg_namespace", "n.oid")}`,
  ),
  entry(
    { kind: "'extension'", name: "quote_ident(extname)" },
    [role("extowner"), "extnamespace::regnamespace", "extversion"],
    "pg_extension",
  ),
  entry(
    { ...anyObject, aspect: "format('dependency on extension %I', extname)" },
    ["extname"],
    `pg_depend JOIN pg_extension e ON e.oid = refobjid ${identified("classid", "objid", "objsubid")}
      WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x'`,
  ),
  entry(
    { ...anyObject, aspect: "'comment'" },
    ["description"],
    `(SELECT classoid AS classid, objoid AS objid, objsubid, description FROM pg_description WHERE ${countsForComments}) c
      ${identified("classid", "objid", "objsubid")} WHERE ${ofObjectsThatCount}`,
  ),
  entry(
    { ...anyObject, aspect: "'security label of ' || provider" },
    ["label"],
    `(SELECT classoid AS classid, objoid AS objid, objsubid, provider, label FROM pg_seclabel
      WHERE classoid <> ${largeObjects} AND NOT starts_with(provider, 'pg_')) l
      ${identified("classid", "objid", "objsubid")} WHERE ${ofObjectsThatCount}`,
  ),
  entry(
    { ...anyObject, aspect: "'privileges'" },
    [privileges("acl")],
    `(${granted()}) granted
      LEFT JOIN pg_init_privs i ON i.classoid = classid AND i.objoid = objid AND i.objsubid = granted.objsubid AND objid <> 2200
      ${identified("classid", "objid", "granted.objsubid")}
      WHERE acl IS DISTINCT FROM initprivs AND ${privileges("acl")} <> ${privileges("COALESCE(initprivs, standard)")}
        AND (classid <> 'pg_class'::regclass OR EXISTS (SELECT FROM member WHERE member.classid = granted.classid AND member.objid = granted.objid)
          OR objid NOT IN (SELECT oid FROM ignored_relation))`,
  ),
  entry(
    {
      kind: "'default privileges'",
      name: `format('of role %I%s on %s', ${role("defaclrole")}, ' in schema ' || NULLIF(defaclnamespace, 0)::regnamespace,
        CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
          WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' END)`,
    },
    [privileges("defaclacl")],
    "pg_default_acl",
  ),
  `${select(
    { ...database, aspect: "'large objects'" },
    `string_agg(ROW(${role("lomowner")}, ${privileges("COALESCE(lomacl, acldefault('L', lomowner))")},
      obj_description(o.oid, 'pg_largeobject'))::text, ' ' ORDER BY ${role("lomowner")}, lomacl::text, obj_description(o.oid, 'pg_largeobject'))`,
  )}
    FROM pg_largeobject_metadata o HAVING count(*) > 0`,
  entry(
    database,
    [
      role("datdba"),
      "datconnlimit",
      "datallowconn",
      privileges("COALESCE(datacl, acldefault('d', datdba))"),
      "shobj_description(d.oid, 'pg_database')",
      `ARRAY(SELECT ROW(provider, label)::text FROM pg_shseclabel
        WHERE classoid = 'pg_database'::regclass AND objoid = d.oid ORDER BY provider)`,
    ],
    `pg_database d WHERE d.oid = ${thisDatabase}`,
  ),
  entry(
    {
      kind: "CASE setrole WHEN 0 THEN 'database' ELSE 'role' END",
      name: `CASE setrole WHEN 0 THEN 'itself' ELSE quote_ident(${role("setrole")}) END`,
      aspect: "CASE setrole WHEN 0 THEN 'settings' ELSE 'settings in this database' END",
    },
    [sorted("setconfig")],
    `pg_db_role_setting WHERE setdatabase = ${thisDatabase}`,
  ),
];

/** Every object with explicit privileges, and those that it would have without them. */
function granted(): string {
  const of = (catalog: string, acl: string, standard: string) =>
    `SELECT '${catalog}'::regclass::oid AS classid, oid AS objid, 0 AS objsubid, ${acl} AS acl, ${standard} AS standard
      FROM ${catalog} WHERE ${acl} IS NOT NULL`;
  const relations = of(
    "pg_class",
    "relacl",
    `acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)`,
  );
  return [
    `${relations} AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname = 'information_schema')`,
    `SELECT 'pg_class'::regclass, attrelid, attnum, attacl, NULL FROM pg_attribute WHERE attacl IS NOT NULL AND NOT attisdropped`,
    of("pg_proc", "proacl", "acldefault('f', proowner)"),
    of("pg_type", "typacl", "acldefault('T', typowner)"),
    of("pg_namespace", "nspacl", "acldefault('n', nspowner)"),
    of("pg_language", "lanacl", "acldefault('l', lanowner)"),
    of("pg_foreign_data_wrapper", "fdwacl", "acldefault('F', fdwowner)"),
    of("pg_foreign_server", "srvacl", "acldefault('S', srvowner)"),
  ].join(" UNION ALL ");
}
