import { type Entry, entry, made, options, role, sorted } from "./entry.ts";

/** What ties the database to others: foreign data, publications, subscriptions. */
export function foreignEntries(version: number): readonly Entry[] {
  return [...foreignData, ...publications(version), subscriptions(version)];
}

/** Options may hold secrets; like all of a definition they leave the server only as part of a hash. */
const foreignData = [
  entry(
    { kind: "'foreign data wrapper'", name: "quote_ident(fdwname)" },
    {
      owner: role("fdwowner"),
      handler: "fdwhandler::regprocedure",
      validator: "fdwvalidator::regprocedure",
      options: options("fdwoptions"),
    },
    `pg_foreign_data_wrapper w WHERE ${made("pg_foreign_data_wrapper", "w.oid")}`,
    ["options"],
  ),
  entry(
    { kind: "'server'", name: "quote_ident(srvname)" },
    {
      owner: role("srvowner"),
      wrapper: "fdwname",
      type: "srvtype",
      version: "srvversion",
      options: options("srvoptions"),
    },
    `pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE ${made("pg_foreign_server", "s.oid")}`,
    ["options"],
  ),
  entry(
    { kind: "'user mapping'", name: "quote_ident(usename)", on: "quote_ident(srvname)" },
    { options: options("umoptions") },
    "pg_user_mappings",
    ["options"],
  ),
];

const publicationKey = { kind: "'publication'", name: "quote_ident(pubname)" };

function publications(version: number): Entry[] {
  const publication = `pg_publication p WHERE ${made("pg_publication", "p.oid")}`;
  const table =
    version < 150000
      ? {}
      : { "WHERE clause": "pg_get_expr(prqual, prrelid)", columns: columnsOfPublication };
  return [
    entry(
      publicationKey,
      { owner: role("pubowner"), options: "to_jsonb(p) - '{oid,pubowner}'::text[]" },
      publication,
    ),
    entry(
      { ...publicationKey, aspect: "'table ' || relation.name" },
      { publication: "pubname", ...table },
      "relation JOIN pg_publication_rel ON prrelid = relation.oid JOIN pg_publication ON pg_publication.oid = prpubid",
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
