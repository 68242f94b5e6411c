import {
  type Entry,
  entry,
  entryApart,
  identified,
  privileges,
  role,
  sorted,
  unlessMember,
} from "./entry.ts";

const thisDatabase = "(SELECT oid FROM pg_database WHERE datname = current_database())";

const largeObjects = "'pg_largeobject'::regclass";

/** Of the objects that initdb made only those that a person may drop, replace or is likely to comment on count. */
const countsForComments = `(objoid >= 16384
    OR classoid IN ('pg_namespace'::regclass, 'pg_extension'::regclass, 'pg_language'::regclass))
  AND classoid <> ${largeObjects}`;

const ofObjectsThatCount = `(classid <> 'pg_class'::regclass OR objid NOT IN (SELECT oid FROM ignored_relation))
  AND (classid, objid) NOT IN (SELECT classid, objid FROM member)`;

/** See `identified`. */
const anyObject = { kind: "object_kind", name: "object_name" };

/** A database does not know itself by its name, which is another one for each copy. */
const database = { kind: "'database'", name: "'itself'" };

/** What is granted when nobody says anything. */
const usual = privileges("COALESCE(initprivs, standard)");

/** Schemas, extensions, the database, and what any object may have: comments, security labels, privileges. */
export const accessEntries: readonly Entry[] = [
  entryApart(
    { kind: "'schema'", name: "quote_ident(nspname)" },
    { owner: role("nspowner") },
    `pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND ${unlessMember("pg_namespace", "n.oid")}`,
  ),
  entry(
    { kind: "'extension'", name: "quote_ident(extname)" },
    { owner: role("extowner"), schema: "extnamespace::regnamespace", version: "extversion" },
    "pg_extension",
  ),
  entry(
    { kind: "'extension'", name: "quote_ident(extname)", aspect: "'comments of its members'" },
    {
      comments:
        "string_agg(ROW(pg_describe_object(d.classoid, d.objoid, d.objsubid), description)::text, ' ' ORDER BY pg_describe_object(d.classoid, d.objoid, d.objsubid))",
    },
    `pg_depend m JOIN pg_extension e ON e.oid = refobjid
      JOIN pg_description d ON d.classoid = m.classid AND d.objoid = m.objid
      WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' GROUP BY extname`,
  ),
  entry(
    { kind: "'extension'", name: "quote_ident(extname)", aspect: "'functions'" },
    {
      functions: `string_agg(ROW(p.oid::regprocedure, ${role("proowner")}, procost, prorows, provolatile, proparallel,
        prosecdef, proleakproof, proisstrict, proconfig, md5(prosrc))::text, ' ' ORDER BY p.oid::regprocedure::text COLLATE "C")`,
    },
    `pg_depend m JOIN pg_extension e ON e.oid = refobjid JOIN pg_proc p ON p.oid = objid
      WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_extension'::regclass AND deptype = 'e' GROUP BY extname`,
  ),
  entry(
    { ...anyObject, aspect: "format('dependency on extension %I', extname)" },
    { extension: "extname" },
    `pg_depend JOIN pg_extension e ON e.oid = refobjid ${identified("classid", "objid", "objsubid")}
      WHERE refclassid = 'pg_extension'::regclass AND deptype = 'x'`,
  ),
  entry(
    { ...anyObject, aspect: "'comment'" },
    { comment: "description" },
    `(SELECT classoid AS classid, objoid AS objid, objsubid, description FROM pg_description WHERE ${countsForComments}) c
      ${identified("classid", "objid", "objsubid")} WHERE ${ofObjectsThatCount}`,
  ),
  entry(
    { ...anyObject, aspect: "'security label of ' || provider" },
    { label: "label" },
    `(SELECT classoid AS classid, objoid AS objid, objsubid, provider, label FROM pg_seclabel
      WHERE classoid <> ${largeObjects} AND NOT starts_with(provider, 'pg_')) l
      ${identified("classid", "objid", "objsubid")} WHERE ${ofObjectsThatCount}`,
  ),
  entry(
    { ...anyObject, aspect: "'privileges'" },
    { privileges: privileges("acl"), "usual privileges": usual },
    `(${granted()}) granted
      LEFT JOIN pg_init_privs i ON i.classoid = classid AND i.objoid = objid AND i.objsubid = granted.objsubid AND objid <> 2200
      ${identified("classid", "objid", "granted.objsubid")}
      WHERE acl IS DISTINCT FROM initprivs AND ${privileges("acl")} <> ${usual}
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
    { privileges: privileges("defaclacl") },
    "pg_default_acl",
  ),
  entry(
    { ...database, aspect: "'large objects'" },
    {
      objects: `string_agg(ROW(${role("lomowner")}, ${privileges("COALESCE(lomacl, acldefault('L', lomowner))")},
        obj_description(o.oid, 'pg_largeobject'))::text, ' ' ORDER BY ${role("lomowner")}, lomacl::text, obj_description(o.oid, 'pg_largeobject'))`,
    },
    "pg_largeobject_metadata o HAVING count(*) > 0",
  ),
  entryApart(
    database,
    {
      owner: role("datdba"),
      "connection limit": "datconnlimit",
      ALLOW_CONNECTIONS: "datallowconn",
      privileges: privileges("COALESCE(datacl, acldefault('d', datdba))"),
      "usual privileges": privileges("acldefault('d', datdba)"),
      comment: "shobj_description(d.oid, 'pg_database')",
      "security labels": `ARRAY(SELECT ROW(provider, label)::text FROM pg_shseclabel
        WHERE classoid = 'pg_database'::regclass AND objoid = d.oid ORDER BY provider)`,
    },
    `pg_database d WHERE d.oid = ${thisDatabase}`,
  ),
  entryApart(
    {
      kind: "CASE setrole WHEN 0 THEN 'database' ELSE 'role' END",
      name: `CASE setrole WHEN 0 THEN 'itself' ELSE quote_ident(${role("setrole")}) END`,
      aspect: "CASE setrole WHEN 0 THEN 'settings' ELSE 'settings in this database' END",
    },
    { settings: sorted("setconfig") },
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
