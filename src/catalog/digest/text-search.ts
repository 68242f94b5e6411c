import { type Entry, entryApart, lasting, made, qualified, role, unlessMember } from "./entry.ts";

/** Which dictionaries a configuration asks for which kind of token, by its number, in their order. */
const mappings = `ARRAY(
  SELECT ROW(maptokentype, mapdict::regdictionary)::text
  FROM pg_ts_config_map WHERE mapcfg = c.oid ORDER BY maptokentype, mapseqno)`;

/** Text search: configurations and dictionaries, the system's too, as anybody may change them; parsers and templates. */
export const textSearchEntries: readonly Entry[] = [
  entryApart(
    { kind: "'text search configuration'", name: qualified("cfgnamespace", "cfgname") },
    {
      owner: role("cfgowner"),
      parser: `(SELECT ${qualified("prsnamespace", "prsname")} FROM pg_ts_parser WHERE pg_ts_parser.oid = cfgparser)`,
      mappings,
    },
    `pg_ts_config c WHERE ${unlessMember("pg_ts_config", "c.oid")} AND ${lasting("cfgnamespace")}`,
  ),
  entryApart(
    { kind: "'text search dictionary'", name: qualified("dictnamespace", "dictname") },
    {
      owner: role("dictowner"),
      template: `(SELECT ${qualified("tmplnamespace", "tmplname")} FROM pg_ts_template WHERE pg_ts_template.oid = dicttemplate)`,
      options: "dictinitoption",
    },
    `pg_ts_dict d WHERE ${unlessMember("pg_ts_dict", "d.oid")} AND ${lasting("dictnamespace")}`,
  ),
  entryApart(
    { kind: "'text search parser'", name: qualified("prsnamespace", "prsname") },
    {
      "start function": "prsstart::regprocedure",
      "token function": "prstoken::regprocedure",
      "end function": "prsend::regprocedure",
      "headline function": "prsheadline::regprocedure",
      "lextypes function": "prslextype::regprocedure",
    },
    `pg_ts_parser p WHERE ${made("pg_ts_parser", "p.oid")} AND ${lasting("prsnamespace")}`,
  ),
  entryApart(
    { kind: "'text search template'", name: qualified("tmplnamespace", "tmplname") },
    { "init function": "tmplinit::regprocedure", "lexize function": "tmpllexize::regprocedure" },
    `pg_ts_template t WHERE ${made("pg_ts_template", "t.oid")} AND ${lasting("tmplnamespace")}`,
  ),
];
