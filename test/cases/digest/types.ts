import type { Change } from "./change.ts";

export const types: Change[] = [
  {
    title: "an enum with its values in another order",
    change: "DROP TYPE app.color; CREATE TYPE app.color AS ENUM ('red', 'blue', 'green')",
    undo: "DROP TYPE app.color; CREATE TYPE app.color AS ENUM ('red', 'green', 'blue')",
    differs: ["type app.color"],
  },
  {
    title: "an enum with one value more",
    change: "ALTER TYPE app.color ADD VALUE 'pink' BEFORE 'red'",
    undo: "DROP TYPE app.color; CREATE TYPE app.color AS ENUM ('red', 'green', 'blue')",
    differs: ["type app.color"],
  },
  {
    title: "another owner of a type",
    change: "ALTER TYPE app.color OWNER TO pg_monitor",
    undo: "ALTER TYPE app.color OWNER TO postgres",
    differs: ["type app.color"],
  },
  {
    title: "an attribute of a composite type",
    change: "ALTER TYPE app.point ADD ATTRIBUTE z int",
    undo: "ALTER TYPE app.point DROP ATTRIBUTE z",
    differs: ["attribute app.point.z", "attribute order of type app.point"],
  },
  {
    title: "the default of a domain",
    change: "ALTER DOMAIN app.email SET DEFAULT 'a@b'",
    undo: "ALTER DOMAIN app.email DROP DEFAULT",
    differs: ["domain app.email"],
  },
  {
    title: "the constraint of a domain",
    change: "ALTER DOMAIN app.email DROP CONSTRAINT has_at",
    undo: "ALTER DOMAIN app.email ADD CONSTRAINT has_at CHECK (VALUE ~ '@')",
    differs: ["constraint has_at on app.email"],
  },
  {
    title: "a range type",
    change: "CREATE TYPE app.ages_range AS RANGE (subtype = int)",
    undo: "DROP TYPE app.ages_range",
    differs: [
      "function app.ages_multirange()",
      "function app.ages_multirange(app.ages_range)",
      "function app.ages_multirange(app.ages_range[])",
      "function app.ages_range(integer,integer)",
      "function app.ages_range(integer,integer,text)",
      "type app.ages_range",
    ],
  },
  {
    title: "a type of which only the name is known",
    change: "CREATE TYPE app.shell",
    undo: "DROP TYPE app.shell",
    differs: ["type app.shell"],
  },
  {
    title: "a collation",
    setup: "CREATE COLLATION app.coll (LC_COLLATE = 'C', LC_CTYPE = 'C')",
    change:
      "DROP COLLATION app.coll; CREATE COLLATION app.coll (LC_COLLATE = 'POSIX', LC_CTYPE = 'POSIX')",
    undo: "DROP COLLATION app.coll; CREATE COLLATION app.coll (LC_COLLATE = 'C', LC_CTYPE = 'C')",
    differs: ["collation app.coll for UTF8"],
  },
];

export const textSearch: Change[] = [
  {
    title: "the dictionaries of a text search configuration",
    setup: "CREATE TEXT SEARCH CONFIGURATION app.cfg (COPY = pg_catalog.simple)",
    change:
      "ALTER TEXT SEARCH CONFIGURATION app.cfg ALTER MAPPING FOR word WITH english_stem, simple",
    undo: "ALTER TEXT SEARCH CONFIGURATION app.cfg ALTER MAPPING FOR word WITH simple",
    differs: ["text search configuration app.cfg"],
  },
  {
    title: "the options of a text search dictionary",
    setup: "CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = simple)",
    change: "ALTER TEXT SEARCH DICTIONARY app.dict (Accept = false)",
    undo: "DROP TEXT SEARCH DICTIONARY app.dict; CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = simple)",
    differs: ["text search dictionary app.dict"],
  },
  {
    title: "a text search parser",
    change:
      "CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)",
    undo: "DROP TEXT SEARCH PARSER app.parser",
    differs: ["text search parser app.parser"],
  },
  {
    title: "a text search template",
    change: "CREATE TEXT SEARCH TEMPLATE app.template (LEXIZE = dsimple_lexize)",
    undo: "DROP TEXT SEARCH TEMPLATE app.template",
    differs: ["text search template app.template"],
  },
  {
    title: "the mappings of a text search configuration of PostgreSQL's own",
    change: "ALTER TEXT SEARCH CONFIGURATION english ALTER MAPPING FOR asciiword WITH simple",
    undo: "ALTER TEXT SEARCH CONFIGURATION english ALTER MAPPING FOR asciiword WITH english_stem",
    differs: ["text search configuration pg_catalog.english"],
    cleanUp:
      "ALTER TEXT SEARCH CONFIGURATION english ALTER MAPPING FOR asciiword WITH english_stem",
  },
  {
    title: "the options of a text search dictionary of PostgreSQL's own",
    change: "ALTER TEXT SEARCH DICTIONARY simple (Accept = false)",
    undo: "ALTER TEXT SEARCH DICTIONARY simple (Accept)",
    differs: ["text search dictionary pg_catalog.simple"],
    cleanUp: "ALTER TEXT SEARCH DICTIONARY simple (Accept)",
  },
];
