import {
  type Entry,
  type EntryKey,
  entry,
  entryApart,
  made,
  relationEntry,
  role,
  sorted,
} from "./entry.ts";

/** What ties the database to others: foreign data, publications, subscriptions. */
export function foreignEntries(version: number): readonly Entry[] {
  return [...foreignData, ...publications(version), subscriptions(version)];
}

/** Options that say which part of the other database is meant. What the others hold may be a secret. */
const names = "('schema_name', 'table_name', 'column_name', 'force_not_null', 'force_null')";

const wrapper = { kind: "'foreign data wrapper'", name: "quote_ident(fdwname)" };
const server = { kind: "'server'", name: "quote_ident(srvname)" };
const mapping = {
  kind: "'user mapping'",
  name: "CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) END",
  on: "quote_ident(srvname)",
};
const table = { kind: "'foreign table'", name: "relation.name" };
const foreignColumn = { kind: "'column'", name: "relation.name || '.' || quote_ident(attname)" };

const wrappers = `pg_foreign_data_wrapper w WHERE ${made("pg_foreign_data_wrapper", "w.oid")}`;
const servers = `pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE ${made("pg_foreign_server", "s.oid")}`;

const foreignData = [
  entryApart(
    wrapper,
    {
      owner: role("fdwowner"),
      handler: "fdwhandler::regprocedure",
      validator: "fdwvalidator::regprocedure",
    },
    wrappers,
  ),
  entryApart(
    server,
    { owner: role("srvowner"), wrapper: "fdwname", type: "srvtype", version: "srvversion" },
    servers,
  ),
  entryApart(mapping, {}, "pg_user_mappings"),
  ofOptions(wrapper, "fdwoptions", wrappers),
  ofOptions(server, "srvoptions", servers),
  ofOptions(mapping, "umoptions", "pg_user_mappings WHERE true"),
  ofOptions(
    table,
    "ftoptions",
    "JOIN pg_foreign_table ON ftrelid = relation.oid WHERE true",
    relationEntry,
  ),
  ofOptions(
    foreignColumn,
    "attfdwoptions",
    "JOIN pg_attribute ON attrelid = relation.oid WHERE attnum > 0 AND NOT attisdropped",
    relationEntry,
  ),
];

/** Each option by itself. What may be a secret leaves the server only as part of a hash. */
function ofOptions(key: EntryKey, array: string, from: string, make = entryApart): Entry {
  const name = "split_part(option, '=', 1)";
  const value = "substr(option, strpos(option, '=') + 1)";
  return make(
    { ...key, aspect: `'option ' || quote_ident(${name})` },
    {
      value: `CASE WHEN ${name} IN ${names} THEN ${value} END`,
      secret: `CASE WHEN ${name} NOT IN ${names} THEN ${value} END`,
    },
    from.replace(
      " WHERE ",
      ` CROSS JOIN unnest(${array}) option WHERE NOT starts_with(option, 'pg_') AND `,
    ),
    ["secret"],
  );
}

const publicationKey = { kind: "'publication'", name: "quote_ident(pubname)" };

function publications(version: number): Entry[] {
  const publication = `pg_publication p WHERE ${made("pg_publication", "p.oid")}`;
  const ofTable =
    version < 150000
      ? {}
      : { "WHERE clause": "pg_get_expr(prqual, prrelid)", columns: columnsOfPublication };
  return [
    entry(
      publicationKey,
      {
        owner: role("pubowner"),
        options: "to_jsonb(p) - '{oid,pubowner,pubgencols}'::text[]",
        publish_generated_columns: "to_jsonb(p) ->> 'pubgencols'",
      },
      publication,
    ),
    entry(
      { ...publicationKey, aspect: "'table ' || relation.name" },
      { publication: "pubname", ...ofTable },
      "any_relation relation JOIN pg_publication_rel ON prrelid = relation.oid JOIN pg_publication ON pg_publication.oid = prpubid",
    ),
    ...(version < 150000 ? [] : [schemasOfPublications]),
  ];
}

const columnsOfPublication = `ARRAY(SELECT attname FROM pg_attribute
  WHERE attrelid = prrelid AND attnum = ANY (prattrs) ORDER BY attname)`;

const schemasOfPublications = entry(
  { ...publicationKey, aspect: "'schema ' || pnnspid::regnamespace" },
  { publication: "pubname" },
  "pg_publication_namespace JOIN pg_publication ON pg_publication.oid = pnpubid",
);

/** Without the connection's address, which holds a password and which not everybody may read. */
function subscriptions(version: number): Entry {
  const since = (first: number, ...columns: string[]) => (version < first ? [] : columns);
  const columns = [
    "subenabled",
    "subbinary",
    "substream",
    "subslotname",
    "subsynccommit",
    ...since(150000, "subdisableonerr"),
    ...since(160000, "subpasswordrequired", "subrunasowner", "suborigin"),
    ...since(170000, "subfailover"),
  ];
  return entry(
    { kind: "'subscription'", name: "quote_ident(subname)" },
    {
      owner: role("subowner"),
      publications: sorted("subpublications"),
      ...Object.fromEntries(columns.map((column) => [column, column])),
    },
    "pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );
}
