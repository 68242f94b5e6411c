import type { Change } from "./change.ts";

export const access: Change[] = [
  {
    title: "a privilege on a table",
    change: "GRANT SELECT ON app.users TO pg_monitor",
    undo: "REVOKE SELECT ON app.users FROM pg_monitor",
    differs: ["privileges of table app.users"],
  },
  {
    title: "privileges spelt out that are the default",
    change: "GRANT SELECT ON app.users TO pg_monitor; REVOKE SELECT ON app.users FROM pg_monitor",
    undo: "SELECT 1",
    differs: [],
  },
  {
    title: "the same privileges granted in another order",
    setup:
      "GRANT SELECT ON app.users TO pg_monitor; GRANT INSERT ON app.users TO pg_signal_backend",
    change: "REVOKE ALL ON app.users FROM pg_monitor; GRANT SELECT ON app.users TO pg_monitor",
    undo: "SELECT 1",
    differs: [],
  },
  {
    title: "the right to grant",
    setup: "GRANT SELECT ON app.users TO pg_monitor",
    change: "GRANT SELECT ON app.users TO pg_monitor WITH GRANT OPTION",
    undo: "REVOKE GRANT OPTION FOR SELECT ON app.users FROM pg_monitor",
    differs: ["privileges of table app.users"],
  },
  {
    title: "a privilege on a column",
    change: "GRANT UPDATE (email) ON app.users TO pg_monitor",
    undo: "REVOKE UPDATE (email) ON app.users FROM pg_monitor",
    differs: ["privileges of column app.users.email"],
  },
  {
    title: "a privilege on a sequence",
    change: "GRANT USAGE ON SEQUENCE app.numbers TO pg_monitor",
    undo: "REVOKE USAGE ON SEQUENCE app.numbers FROM pg_monitor",
    differs: ["privileges of sequence app.numbers"],
  },
  {
    title: "a privilege on a type",
    change: "REVOKE USAGE ON TYPE app.color FROM PUBLIC",
    undo: "GRANT USAGE ON TYPE app.color TO PUBLIC",
    differs: ["privileges of type app.color"],
  },
  {
    title: "a privilege on PostgreSQL's own function",
    change: "REVOKE EXECUTE ON FUNCTION pg_catalog.random() FROM PUBLIC",
    undo: "GRANT EXECUTE ON FUNCTION pg_catalog.random() TO PUBLIC",
    differs: ["privileges of function random()"],
  },
  {
    title: "default privileges",
    change: "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor",
    undo: "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM pg_monitor",
    differs: ["default privileges of role postgres in schema app on tables"],
  },
  {
    title: "default privileges in all schemas",
    change: "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    undo: "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
    differs: ["default privileges of role postgres on functions"],
  },
  {
    title: "a setting of the database",
    change:
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET work_mem', current_database()); END $$",
    differs: ["settings of database itself"],
  },
  {
    title: "a setting of a role in the database",
    change:
      "DO $$ BEGIN EXECUTE format('ALTER ROLE postgres IN DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('ALTER ROLE postgres IN DATABASE %I RESET work_mem', current_database()); END $$",
    differs: ["settings in this database of role postgres"],
  },
  {
    title: "a comment on the database",
    setup:
      "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'ours'); END $$",
    change:
      "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'mine'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'ours'); END $$",
    differs: ["database itself"],
  },
  {
    title: "a large object, whatever its number",
    setup: "SELECT lo_create(0)",
    change: "SELECT lo_create(0)",
    undo: "SELECT lo_unlink(min(oid)) FROM pg_largeobject_metadata",
    differs: ["large objects of database itself"],
    cleanUp: "SELECT lo_unlink(oid) FROM pg_largeobject_metadata",
  },
  ...[
    ["TABLE app.users", "table app.users"],
    ["COLUMN app.users.email", "column app.users.email"],
    ["CONSTRAINT positive ON app.orders", "constraint positive on app.orders"],
    ["CONSTRAINT has_at ON DOMAIN app.email", "constraint has_at on app.email"],
    ["INDEX app.idx_email", "index app.idx_email"],
    ["TRIGGER touch ON app.users", "trigger touch on app.users"],
    ["VIEW app.adults", "view app.adults"],
    ["FUNCTION app.add", "function app.add(integer,integer)"],
    ["TYPE app.color", "type app.color"],
    ["SCHEMA app", "schema app"],
  ].map(([object, name]) => ({
    title: `a comment on ${object}`,
    change: `COMMENT ON ${object} IS 'why'`,
    undo: `COMMENT ON ${object} IS NULL`,
    differs: [`comment of ${name}`],
  })),
  {
    title: "a comment lost by a view made again",
    setup: "COMMENT ON VIEW app.adults IS 'of age'",
    change:
      "DROP VIEW app.adults; CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18",
    undo: "COMMENT ON VIEW app.adults IS 'of age'",
    differs: ["comment of view app.adults"],
  },
];

export const roles: Change[] = [
  {
    title: "a role",
    change: "CREATE ROLE digest_role",
    undo: "DROP ROLE digest_role",
    differs: ["role digest_role"],
    clusterWide: true,
  },
  {
    title: "a role that may log in, a setting of it, and a membership",
    setup: "CREATE ROLE digest_role",
    change:
      "ALTER ROLE digest_role LOGIN; ALTER ROLE digest_role SET work_mem = '5MB'; GRANT pg_monitor TO digest_role",
    undo: "ALTER ROLE digest_role NOLOGIN; ALTER ROLE digest_role RESET work_mem; REVOKE pg_monitor FROM digest_role",
    differs: ["membership digest_role on pg_monitor", "role digest_role"],
    cleanUp: "DROP ROLE digest_role",
    clusterWide: true,
  },
  {
    title: "the right to change a setting",
    since: 15,
    change: "GRANT SET ON PARAMETER log_statement TO pg_monitor",
    undo: "REVOKE SET ON PARAMETER log_statement FROM pg_monitor",
    differs: ["privileges of setting log_statement"],
    clusterWide: true,
  },
];
