import { entry, lasting, made, qualified, role, roles } from "./entry.ts";

/**
 * A NOT NULL constraint goes by its column: its name, which versions before 18 do not know, is most often
 * made from the one that its table had when it was created.
 */
const constrainedColumn =
  "(SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])";

/** What belongs to a table: constraints, triggers, rules, policies, extended statistics. */
export const tableEntries: readonly string[] = [
  entry(
    {
      kind: "'constraint'",
      name: `CASE contype WHEN 'n' THEN 'NOT NULL of ' || ${constrainedColumn} ELSE quote_ident(conname) END`,
      on: "relation.name",
    },
    [
      "pg_get_constraintdef(pg_constraint.oid)",
      "convalidated",
      "conislocal",
      "coninhcount",
      "connoinherit",
      "conparentid <> 0",
    ],
    "relation JOIN pg_constraint ON conrelid = relation.oid WHERE contype <> 't'",
  ),
  entry(
    { kind: "'trigger'", name: "quote_ident(tgname)", on: "relation.name" },
    ["pg_get_triggerdef(pg_trigger.oid)", "tgenabled", "tgparentid <> 0"],
    "relation JOIN pg_trigger ON tgrelid = relation.oid WHERE NOT tgisinternal",
  ),
  entry(
    {
      kind: "'internal trigger'",
      name: "format('%s of constraint %I on %s', tgfoid::regproc, conname, conrelid::regclass)",
      on: "relation.name",
    },
    ["tgenabled"],
    `relation JOIN pg_trigger ON tgrelid = relation.oid JOIN pg_constraint ON pg_constraint.oid = tgconstraint
      WHERE tgisinternal AND tgenabled <> 'O'`,
  ),
  entry(
    { kind: "'rule'", name: "quote_ident(rulename)", on: "relation.name" },
    ["pg_get_ruledef(pg_rewrite.oid)", "ev_enabled"],
    "relation JOIN pg_rewrite ON ev_class = relation.oid WHERE rulename <> '_RETURN' OR ev_enabled <> 'O'",
  ),
  entry(
    { kind: "'policy'", name: "quote_ident(polname)", on: "relation.name" },
    [
      "polcmd",
      "polpermissive",
      roles("polroles"),
      "pg_get_expr(polqual, polrelid)",
      "pg_get_expr(polwithcheck, polrelid)",
    ],
    "relation JOIN pg_policy ON polrelid = relation.oid",
  ),
  entry(
    { kind: "'statistics'", name: qualified("stxnamespace", "stxname") },
    [
      role("stxowner"),
      "pg_get_statisticsobjdef(pg_statistic_ext.oid)",
      "NULLIF(stxstattarget, -1)",
    ],
    `pg_statistic_ext WHERE ${made("pg_statistic_ext", "pg_statistic_ext.oid")} AND ${lasting("stxnamespace")}
      AND stxrelid NOT IN (SELECT oid FROM ignored_table)`,
  ),
];
