import { type Entry, entry, entryApart, lasting, made, role } from "./entry.ts";

const typeMade = `${made("pg_type", "t.oid")} AND ${lasting("t.typnamespace")}`;

/** The types whose definition is in pg_type itself: neither row types of tables, nor arrays, nor multiranges. */
const ofItsOwn = `NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)
  AND (typrelid = 0 OR EXISTS (SELECT FROM any_relation relation WHERE relation.oid = typrelid AND relkind = 'c'))
  AND typtype <> 'm'`;

/** Types, domains and collations; the attributes of composite types are with the columns. */
export const typeEntries: readonly Entry[] = [
  entry(
    { kind: "CASE typtype WHEN 'd' THEN 'domain' ELSE 'type' END", name: "t.oid::regtype" },
    {
      kind: "typtype",
      definedness: "typisdefined",
      owner: role("typowner"),
      labels: `ARRAY(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)`,
      "base type": "CASE typtype WHEN 'd' THEN format_type(typbasetype, typtypmod) END",
      default: "COALESCE(pg_get_expr(typdefaultbin, 0), typdefault)",
      "NOT NULL": "typnotnull",
      collation: "typcollation::regcollation",
      functions: `CASE typtype WHEN 'b' THEN ROW(typlen, typbyval, typcategory, typispreferred, typdelim, NULLIF(typelem, 0)::regtype,
        typinput::regprocedure, typoutput::regprocedure, typreceive::regprocedure, typsend::regprocedure,
        typmodin::regprocedure, typmodout::regprocedure, typanalyze::regprocedure, typalign,
        to_jsonb(t) -> 'typsubscript')::text END`,
      storage: "typstorage",
      range: `(SELECT ROW(rngsubtype::regtype, rngcollation::regcollation, rngcanonical::regprocedure, rngsubdiff::regprocedure,
        (SELECT ROW(opcnamespace::regnamespace, opcname)::text FROM pg_opclass WHERE oid = rngsubopc))::text
        FROM pg_range WHERE rngtypid = t.oid)`,
      multirange: "(SELECT rngmultitypid::regtype FROM pg_range WHERE rngtypid = t.oid)",
    },
    `pg_type t WHERE ${typeMade} AND ${ofItsOwn}`,
  ),
  entry(
    { kind: "'constraint'", name: "quote_ident(conname)", on: "t.oid::regtype" },
    { definition: "pg_get_constraintdef(pg_constraint.oid)", validity: "convalidated" },
    `pg_constraint JOIN pg_type t ON t.oid = contypid WHERE contypid >= 16384 AND ${typeMade}`,
  ),
  entryApart(
    {
      kind: "'collation'",
      name: `format('%s.%I', collnamespace::regnamespace, collname)
        || CASE collencoding WHEN -1 THEN '' ELSE ' for ' || pg_encoding_to_char(collencoding) END`,
    },
    {
      owner: role("collowner"),
      definition: "to_jsonb(c) - '{oid,collnamespace,collowner,collversion}'::text[]",
    },
    `pg_collation c WHERE ${made("pg_collation", "c.oid")} AND ${lasting("collnamespace")}`,
  ),
  entryApart(
    {
      kind: "'cast'",
      name: "format('(%s AS %s)', castsource::regtype, casttarget::regtype)",
    },
    { function: "castfunc::regprocedure", context: "castcontext", method: "castmethod" },
    `pg_cast WHERE ${made("pg_cast", "pg_cast.oid")} AND NOT EXISTS (SELECT FROM pg_depend
      WHERE classid = 'pg_cast'::regclass AND objid = pg_cast.oid AND deptype = 'i')`,
  ),
  entryApart(
    { kind: "'transform'", name: "format('for %s language %I', trftype::regtype, lanname)" },
    { "FROM SQL": "trffromsql::regprocedure", "TO SQL": "trftosql::regprocedure" },
    `pg_transform JOIN pg_language ON pg_language.oid = trflang WHERE ${made("pg_transform", "pg_transform.oid")}`,
  ),
  entryApart(
    { kind: "'conversion'", name: "format('%s.%I', connamespace::regnamespace, conname)" },
    {
      owner: role("conowner"),
      "source encoding": "pg_encoding_to_char(conforencoding)",
      "target encoding": "pg_encoding_to_char(contoencoding)",
      function: "conproc::regprocedure",
      DEFAULT: "condefault",
    },
    `pg_conversion WHERE ${made("pg_conversion", "pg_conversion.oid")} AND ${lasting("connamespace")}`,
  ),
];
