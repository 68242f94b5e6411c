import { entry, lasting, made, qualified, role } from "./entry.ts";

/** Which dictionaries a configuration asks for which kind of token, in their order. */
const mappings = `ARRAY(
  SELECT ROW(alias, mapdict::regdictionary)::text FROM pg_ts_config_map
  JOIN ts_token_type(cfgparser) ON tokid = maptokentype
  WHERE mapcfg = c.oid ORDER BY maptokentype, mapseqno)`;

/** Text search: configurations, dictionaries, parsers and templates. */
export const textSearchEntries: readonly string[] = [
  entry(
    { kind: "'text search configuration'", name: qualified("cfgnamespace", "cfgname") },
    [
      role("cfgowner"),
      `(SELECT ${qualified("prsnamespace", "prsname")} FROM pg_ts_parser WHERE pg_ts_parser.oid = cfgparser)`,
      mappings,
    ],
    `pg_ts_config c WHERE ${made("pg_ts_config", "c.oid")} AND ${lasting("cfgnamespace")}`,
  ),
  entry(
    { kind: "'text search dictionary'", name: qualified("dictnamespace", "dictname") },
    [
      role("dictowner"),
      `(SELECT ${qualified("tmplnamespace", "tmplname")} FROM pg_ts_template WHERE pg_ts_template.oid = dicttemplate)`,
      "dictinitoption",
    ],
    `pg_ts_dict d WHERE ${made("pg_ts_dict", "d.oid")} AND ${lasting("dictnamespace")}`,
  ),
  entry(
    { kind: "'text search parser'", name: qualified("prsnamespace", "prsname") },
    [
      "prsstart::regprocedure",
      "prstoken::regprocedure",
      "prsend::regprocedure",
      "prsheadline::regprocedure",
      "prslextype::regprocedure",
    ],
    `pg_ts_parser p WHERE ${made("pg_ts_parser", "p.oid")} AND ${lasting("prsnamespace")}`,
  ),
  entry(
    { kind: "'text search template'", name: qualified("tmplnamespace", "tmplname") },
    ["tmplinit::regprocedure", "tmpllexize::regprocedure"],
    `pg_ts_template t WHERE ${made("pg_ts_template", "t.oid")} AND ${lasting("tmplnamespace")}`,
  ),
];
