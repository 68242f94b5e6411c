import { entry, made, options, role, sorted } from "./entry.ts";

/** What ties the database to others: foreign data, publications, subscriptions. */
export function foreignEntries(version: number): readonly string[] {
  return [...foreignData, ...publications(version), subscriptions(version)];
}

/** Options may hold secrets; like all of a definition they leave the server only as part of a hash. */
const foreignData = [
  entry(
    { kind: "'foreign data wrapper'", name: "quote_ident(fdwname)" },
    [
      role("fdwowner"),
      "fdwhandler::regprocedure",
      "fdwvalidator::regprocedure",
      options("fdwoptions"),
    ],
    `pg_foreign_data_wrapper w WHERE ${made("pg_foreign_data_wrapper", "w.oid")}`,
  ),
  entry(
    { kind: "'server'", name: "quote_ident(srvname)" },
    [role("srvowner"), "fdwname", "srvtype", "srvversion", options("srvoptions")],
    `pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE ${made("pg_foreign_server", "s.oid")}`,
  ),
  entry(
    { kind: "'user mapping'", name: "quote_ident(usename)", on: "quote_ident(srvname)" },
    [options("umoptions")],
    "pg_user_mappings",
  ),
];

const publicationKey = { kind: "'publication'", name: "quote_ident(pubname)" };

function publications(version: number): string[] {
  const publication = `pg_publication p WHERE ${made("pg_publication", "p.oid")}`;
  const table = version < 150000 ? [] : ["pg_get_expr(prqual, prrelid)", columnsOfPublication];
  return [
    entry(
      publicationKey,
      [role("pubowner"), "to_jsonb(p) - '{oid,pubowner}'::text[]"],
      publication,
    ),
    entry(
      { ...publicationKey, aspect: "'table ' || relation.name" },
      ["pubname", ...table],
      "relation JOIN pg_publication_rel ON prrelid = relation.oid JOIN pg_publication ON pg_publication.oid = prpubid",
    ),
    ...(version < 150000 ? [] : [schemasOfPublications]),
  ];
}

const columnsOfPublication = `ARRAY(SELECT attname FROM pg_attribute
  WHERE attrelid = prrelid AND attnum = ANY (prattrs) ORDER BY attname)`;

const schemasOfPublications = entry(
  { ...publicationKey, aspect: "'schema ' || pnnspid::regnamespace" },
  ["pubname"],
  "pg_publication_namespace JOIN pg_publication ON pg_publication.oid = pnpubid",
);

/** Without the connection's address, which holds a password and which not everybody may read. */
function subscriptions(version: number): string {
  const since = (first: number, ...columns: string[]) => (version < first ? [] : columns);
  return entry(
    { kind: "'subscription'", name: "quote_ident(subname)" },
    [
      role("subowner"),
      "subenabled",
      "subbinary",
      "substream",
      "subslotname",
      "subsynccommit",
      sorted("subpublications"),
      ...since(150000, "subdisableonerr"),
      ...since(160000, "subpasswordrequired", "subrunasowner", "suborigin"),
      ...since(170000, "subfailover"),
    ],
    "pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );
}
