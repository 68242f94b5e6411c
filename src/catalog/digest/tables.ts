import {
  type Entry,
  entry,
  lasting,
  made,
  qualified,
  relationEntry,
  role,
  roles,
} from "./entry.ts";

/** A NOT NULL constraint goes by its column: versions before 18 do not know its name. */
const constrainedColumn =
  "(SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])";

/** A name of a NOT NULL constraint that PostgreSQL made is made from the one that its table had at that time. */
const ownName = "CASE WHEN contype = 'n' AND conname !~ '_not_null[0-9]*$' THEN conname END";

/** What belongs to a table: constraints, triggers, rules, policies, extended statistics. */
export const tableEntries: readonly Entry[] = [
  relationEntry(
    {
      kind: "'constraint'",
      name: `CASE contype WHEN 'n' THEN 'NOT NULL of ' || ${constrainedColumn} ELSE quote_ident(conname) END`,
      on: "relation.name",
    },
    {
      definition: "CASE WHEN contype <> 'n' THEN pg_get_constraintdef(pg_constraint.oid) END", // else name and properties say it
      name: ownName,
      validity: "convalidated",
      "own definition": "conislocal",
      inheritance: "coninhcount",
      "NO INHERIT": "contype IN ('c', 'n') AND connoinherit", // of keys it says how they were made
      parent: "conparentid <> 0",
    },
    "JOIN pg_constraint ON conrelid = relation.oid WHERE contype <> 't'",
  ),
  relationEntry(
    { kind: "'trigger'", name: "quote_ident(tgname)", on: "relation.name" },
    {
      definition: "pg_get_triggerdef(pg_trigger.oid)",
      state: "tgenabled",
      parent: "tgparentid <> 0",
    },
    "JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal",
  ),
  relationEntry(
    {
      kind: "'internal trigger'",
      name: `format('%s of constraint %I%s', tgfoid::regproc, conname,
        CASE WHEN conrelid <> tgrelid THEN ' on ' || conrelid::regclass END)`,
      on: "relation.name",
    },
    { state: "tgenabled" },
    `JOIN pg_trigger ON tgrelid = relation.oid JOIN pg_constraint ON pg_constraint.oid = tgconstraint
      WHERE tgisinternal AND tgenabled <> 'O'`,
  ),
  relationEntry(
    { kind: "'rule'", name: "quote_ident(rulename)", on: "relation.name" },
    { definition: "pg_get_ruledef(pg_rewrite.oid)", state: "ev_enabled" },
    "JOIN pg_rewrite ON ev_class = relation.oid WHERE rulename <> '_RETURN' OR ev_enabled <> 'O'",
  ),
  relationEntry(
    { kind: "'policy'", name: "quote_ident(polname)", on: "relation.name" },
    {
      command: "polcmd",
      PERMISSIVE: "polpermissive",
      roles: roles("polroles"),
      USING: "pg_get_expr(polqual, polrelid)",
      "WITH CHECK": "pg_get_expr(polwithcheck, polrelid)",
    },
    "JOIN pg_policy ON polrelid = relation.oid",
  ),
  entry(
    { kind: "'statistics'", name: qualified("stxnamespace", "stxname") },
    {
      owner: role("stxowner"),
      table: "stxrelid::regclass",
      columns: `ARRAY(SELECT attname FROM pg_attribute
        WHERE attrelid = stxrelid AND attnum = ANY (stxkeys) ORDER BY attname)`,
      expressions: "pg_get_statisticsobjdef_expressions(pg_statistic_ext.oid)",
      kinds: "ARRAY(SELECT kind FROM unnest(stxkind) kind ORDER BY kind)",
      "statistics target": "NULLIF(stxstattarget, -1)",
    },
    `pg_statistic_ext WHERE ${made("pg_statistic_ext", "pg_statistic_ext.oid")} AND ${lasting("stxnamespace")}
      AND stxrelid NOT IN (SELECT oid FROM ignored_table)`,
  ),
];
