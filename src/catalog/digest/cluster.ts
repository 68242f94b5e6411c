import { type Entry, entryApart, options, privileges, role, sorted } from "./entry.ts";

/** What all databases of a server share: roles without their passwords, tablespaces, privileges on settings. */
export function clusterEntries(version: number): readonly Entry[] {
  return [
    rolesOfServer,
    memberships,
    tablespaces,
    ...(version < 150000 ? [] : [privilegesOnSettings]),
  ];
}

const rolesOfServer = entryApart(
  { kind: "'role'", name: "quote_ident(rolname)" },
  {
    SUPERUSER: "rolsuper",
    INHERIT: "rolinherit",
    CREATEROLE: "rolcreaterole",
    CREATEDB: "rolcreatedb",
    LOGIN: "rolcanlogin",
    REPLICATION: "rolreplication",
    BYPASSRLS: "rolbypassrls",
    "connection limit": "rolconnlimit",
    "VALID UNTIL": "rolvaliduntil",
    comment: "shobj_description(r.oid, 'pg_authid')",
    settings: `(SELECT ${sorted("setconfig")} FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0)`,
    "security labels": `ARRAY(SELECT ROW(provider, label)::text FROM pg_shseclabel
      WHERE classoid = 'pg_authid'::regclass AND objoid = r.oid ORDER BY provider)`,
  },
  "pg_roles r WHERE rolname !~ '^pg_'",
);

const memberships = entryApart(
  {
    kind: "'membership'",
    name: `quote_ident(${role("member")})`,
    on: `quote_ident(${role("roleid")})`,
  },
  {
    options:
      "string_agg(DISTINCT (to_jsonb(m) - '{oid,roleid,member,grantor}'::text[])::text, ' ')",
  },
  "pg_auth_members m WHERE member >= 16384 GROUP BY member, roleid",
);

const tablespaces = entryApart(
  { kind: "'tablespace'", name: "quote_ident(spcname)" },
  {
    owner: role("spcowner"),
    location: "pg_tablespace_location(t.oid)",
    options: options("spcoptions"),
    privileges: privileges("COALESCE(spcacl, acldefault('t', spcowner))"),
    comment: "shobj_description(t.oid, 'pg_tablespace')",
  },
  "pg_tablespace t WHERE t.oid >= 16384",
);

const privilegesOnSettings = entryApart(
  { kind: "'setting'", name: "parname", aspect: "'privileges'" },
  { privileges: privileges("paracl") },
  "pg_parameter_acl",
);
