import { entry, options, privileges, role, select, sorted } from "./entry.ts";

/** What all databases of a server share: roles without their passwords, tablespaces, privileges on settings. */
export function clusterEntries(version: number): readonly string[] {
  return [
    entry(
      { kind: "'role'", name: "quote_ident(rolname)" },
      [
        "rolsuper",
        "rolinherit",
        "rolcreaterole",
        "rolcreatedb",
        "rolcanlogin",
        "rolreplication",
        "rolbypassrls",
        "rolconnlimit",
        "rolvaliduntil",
        "shobj_description(r.oid, 'pg_authid')",
        `(SELECT ${sorted("setconfig")} FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0)`,
        `ARRAY(SELECT ROW(provider, label)::text FROM pg_shseclabel
          WHERE classoid = 'pg_authid'::regclass AND objoid = r.oid ORDER BY provider)`,
      ],
      "pg_roles r WHERE rolname !~ '^pg_'",
    ),
    `${select(
      {
        kind: "'membership'",
        name: `quote_ident(${role("member")})`,
        on: `quote_ident(${role("roleid")})`,
      },
      "string_agg(DISTINCT (to_jsonb(m) - '{oid,roleid,member,grantor}'::text[])::text, ' ')",
    )}
      FROM pg_auth_members m WHERE member >= 16384 GROUP BY member, roleid`,
    entry(
      { kind: "'tablespace'", name: "quote_ident(spcname)" },
      [
        role("spcowner"),
        "pg_tablespace_location(t.oid)",
        options("spcoptions"),
        privileges("COALESCE(spcacl, acldefault('t', spcowner))"),
        "shobj_description(t.oid, 'pg_tablespace')",
      ],
      "pg_tablespace t WHERE t.oid >= 16384",
    ),
    ...(version < 150000 ? [] : [privilegesOnSettings]),
  ];
}

const privilegesOnSettings = entry(
  { kind: "'setting'", name: "parname", aspect: "'privileges'" },
  [privileges("paracl")],
  "pg_parameter_acl",
);
