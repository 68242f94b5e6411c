import { type Entry, entry, entryApart, lasting, made, role } from "./entry.ts";

const operatorsOf = `ARRAY(
  SELECT ROW(amopstrategy, amopopr::regoperator, amoppurpose,
    (SELECT ROW(opfnamespace::regnamespace, opfname)::text FROM pg_opfamily sort WHERE sort.oid = amopsortfamily))::text
  FROM pg_amop WHERE amopfamily = f.oid
  ORDER BY amopstrategy, amoplefttype::regtype::text, amoprighttype::regtype::text)`;

const functionsOf = `ARRAY(
  SELECT ROW(amprocnum, amproclefttype::regtype, amprocrighttype::regtype, amproc::regprocedure)::text
  FROM pg_amproc WHERE amprocfamily = f.oid
  ORDER BY amprocnum, amproclefttype::regtype::text, amprocrighttype::regtype::text)`;

/** Functions, operators, and what is made of them: operator classes, access methods, languages, event triggers. */
export const routineEntries: readonly Entry[] = [
  entry(
    {
      kind: "CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
      name: "p.oid::regprocedure",
    },
    {
      owner: role("proowner"),
      definition: "CASE WHEN prokind <> 'a' THEN pg_get_functiondef(p.oid) END",
      aggregation: `(SELECT ROW(pg_get_function_arguments(p.oid), prorettype::regtype, proparallel, aggkind, aggnumdirectargs,
        aggtransfn::regprocedure, aggfinalfn::regprocedure, aggcombinefn::regprocedure, aggserialfn::regprocedure,
        aggdeserialfn::regprocedure, aggmtransfn::regprocedure, aggminvtransfn::regprocedure, aggmfinalfn::regprocedure,
        aggfinalextra, aggmfinalextra, aggfinalmodify, aggmfinalmodify, aggsortop::regoperator, aggtranstype::regtype,
        aggtransspace, aggmtranstype::regtype, aggmtransspace, agginitval, aggminitval)::text
        FROM pg_aggregate WHERE aggfnoid = p.oid)`,
    },
    `pg_proc p WHERE ${made("pg_proc", "p.oid")} AND ${lasting("pronamespace")}`,
  ),
  entryApart(
    { kind: "'operator'", name: "o.oid::regoperator" },
    {
      owner: role("oprowner"),
      kind: "oprkind",
      function: "oprcode::regprocedure",
      "result type": "oprresult::regtype",
      MERGES: "oprcanmerge",
      HASHES: "oprcanhash",
      COMMUTATOR: "oprcom::regoperator",
      NEGATOR: "oprnegate::regoperator",
      RESTRICT: "oprrest::regprocedure",
      JOIN: "oprjoin::regprocedure",
    },
    `pg_operator o WHERE ${made("pg_operator", "o.oid")} AND ${lasting("oprnamespace")}`,
  ),
  entryApart(
    {
      kind: "'operator family'",
      name: "format('%s.%I USING %s', opfnamespace::regnamespace, opfname, amname)",
    },
    { owner: role("opfowner"), operators: operatorsOf, functions: functionsOf },
    `pg_opfamily f JOIN pg_am ON pg_am.oid = opfmethod WHERE ${made("pg_opfamily", "f.oid")} AND ${lasting("opfnamespace")}`,
  ),
  entryApart(
    {
      kind: "'operator class'",
      name: "format('%s.%I USING %s', opcnamespace::regnamespace, opcname, amname)",
    },
    {
      owner: role("opcowner"),
      type: "opcintype::regtype",
      STORAGE: "NULLIF(opckeytype, 0)::regtype",
      DEFAULT: "opcdefault",
      family:
        "(SELECT ROW(opfnamespace::regnamespace, opfname)::text FROM pg_opfamily WHERE pg_opfamily.oid = opcfamily)",
    },
    `pg_opclass o JOIN pg_am ON pg_am.oid = opcmethod WHERE ${made("pg_opclass", "o.oid")} AND ${lasting("opcnamespace")}`,
  ),
  entryApart(
    { kind: "'access method'", name: "quote_ident(amname)" },
    { type: "amtype", handler: "amhandler::regprocedure" },
    `pg_am WHERE ${made("pg_am", "pg_am.oid")}`,
  ),
  entryApart(
    { kind: "'language'", name: "quote_ident(lanname)" },
    {
      owner: role("lanowner"),
      TRUSTED: "lanpltrusted",
      handler: "lanplcallfoid::regprocedure",
      "inline handler": "laninline::regprocedure",
      validator: "lanvalidator::regprocedure",
    },
    `pg_language WHERE ${made("pg_language", "pg_language.oid")}`,
  ),
  entryApart(
    { kind: "'event trigger'", name: "quote_ident(evtname)" },
    {
      owner: role("evtowner"),
      event: "evtevent",
      function: "evtfoid::regprocedure",
      state: "evtenabled",
      tags: "evttags",
    },
    `pg_event_trigger WHERE ${made("pg_event_trigger", "pg_event_trigger.oid")}`,
  ),
];
