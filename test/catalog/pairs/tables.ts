import type { SchemaPair } from "./pair.ts";

const t = "CREATE TABLE t (id int PRIMARY KEY, name varchar(20), note text);";
const names = "CREATE TABLE t (id int PRIMARY KEY, name text);";

/** Tables, columns, constraints and indexes. */
export const tablePairs: readonly SchemaPair[] = [
  { title: "a table", second: t },
  {
    title: "tables that refer to each other",
    second:
      "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE INITIALLY DEFERRED;",
  },
  {
    title: "a column at the end",
    first: "CREATE TABLE t (id int);",
    second: "CREATE TABLE t (id int, n numeric(10,2) NOT NULL DEFAULT 0);",
  },
  {
    title: "a column's type",
    first: "CREATE TABLE t (id int, a text, b numeric);",
    second: "CREATE TABLE t (id bigint, a varchar(10), b double precision);",
  },
  {
    title: "a default and NOT NULL",
    first: "CREATE TABLE t (a text DEFAULT 'x', b int);",
    second: "CREATE TABLE t (a text, b int NOT NULL DEFAULT 1 + 2);",
  },
  {
    title: "a check of a varchar column",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (name IN ('a', 'b'));`,
  },
  {
    title: "a check with a literal that looks like SQL",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (note <> 'a = ANY (ARRAY[1, 2])');`,
  },
  {
    title: "a check that is not valid",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0) NOT VALID;`,
  },
  {
    title: "a check that is validated",
    first: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0) NOT VALID;`,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0);`,
  },
  {
    title: "a check that is not inherited",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0) NO INHERIT;`,
  },
  {
    title: "a unique constraint with included columns",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (name) INCLUDE (note);`,
  },
  {
    title: "an exclusion constraint",
    first: "CREATE TABLE r (d int4range);",
    second: "CREATE TABLE r (d int4range, EXCLUDE USING gist (d WITH &&) WHERE (NOT isempty(d)));",
  },
  {
    title: "a foreign key with actions",
    base: t,
    first: "CREATE TABLE o (id int, t int REFERENCES t);",
    second:
      "CREATE TABLE o (id int, t int REFERENCES t ON DELETE SET NULL (t) ON UPDATE CASCADE DEFERRABLE);",
  },
  {
    title: "a primary key of other columns",
    first: "CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a));",
    second: "CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));",
  },
  {
    title: "an index with everything",
    first: t,
    second: `${t} CREATE UNIQUE INDEX i ON t (lower(name) DESC NULLS LAST, note text_pattern_ops) INCLUDE (id) WITH (fillfactor = 70) WHERE note LIKE '% WHERE (%';`,
  },
  {
    title: "an index of another method",
    base: "CREATE TABLE t (a int[], b tsvector);",
    first: "CREATE INDEX i ON t USING gin (a);",
    second:
      "CREATE INDEX i ON t USING gin (a) WITH (fastupdate = off); CREATE INDEX j ON t USING gist (b);",
  },
  {
    title: "statistics of an index",
    base: `${names} CREATE INDEX i ON t ((id + 1));`,
    second: "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500;",
  },
  {
    title: "an index with statistics",
    base: names,
    second: "CREATE INDEX i ON t ((id + 1)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500;",
  },
  {
    title: "a table that is clustered",
    base: `${names} CREATE INDEX i ON t (name);`,
    second: "ALTER TABLE t CLUSTER ON i;",
  },
  {
    title: "an index made anew under CLUSTER and REPLICA IDENTITY",
    base: "CREATE TABLE t (id int NOT NULL, name text NOT NULL);",
    first:
      "CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t CLUSTER ON i; ALTER TABLE t REPLICA IDENTITY USING INDEX i;",
    second:
      "CREATE UNIQUE INDEX i ON t (id, name); ALTER TABLE t CLUSTER ON i; ALTER TABLE t REPLICA IDENTITY USING INDEX i;",
  },
  {
    title: "a replica identity",
    base: names,
    second: "ALTER TABLE t REPLICA IDENTITY FULL;",
  },
  {
    title: "the storage of a column",
    base: names,
    second: "ALTER TABLE t ALTER name SET STORAGE EXTERNAL;",
  },
  {
    title: "the storage of a new column",
    base: "CREATE TABLE t (id int);",
    second: "ALTER TABLE t ADD name text; ALTER TABLE t ALTER name SET STORAGE MAIN;",
  },
  {
    title: "the storage of a column of another type",
    first: "CREATE TABLE t (a varchar(5)); ALTER TABLE t ALTER a SET STORAGE EXTERNAL;",
    second: "CREATE TABLE t (a text); ALTER TABLE t ALTER a SET STORAGE EXTERNAL;",
  },
  {
    title: "the compression of a column",
    base: names,
    second: "ALTER TABLE t ALTER name SET COMPRESSION pglz;",
  },
  {
    title: "the statistics of a column",
    base: names,
    second: "ALTER TABLE t ALTER name SET STATISTICS 300;",
  },
  {
    title: "options of a column",
    base: names,
    second: "ALTER TABLE t ALTER name SET (n_distinct = 5, n_distinct_inherited = -0.5);",
  },
  {
    title: "options of a table and its TOAST table",
    base: names,
    second:
      "ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);",
  },
  {
    title: "other options of a TOAST table",
    base: names,
    first:
      "ALTER TABLE t SET (toast.autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 100);",
    second: "ALTER TABLE t SET (toast.autovacuum_vacuum_threshold = 200);",
  },
  {
    title: "a typed table",
    base: "CREATE TYPE ty AS (id int, name text);",
    first: "CREATE TABLE t (id int, name text);",
    second: "CREATE TABLE t OF ty;",
  },
  {
    title: "a typed table that is new",
    base: "CREATE TYPE ty AS (id int, name text);",
    second: "CREATE TABLE t OF ty (id NOT NULL, PRIMARY KEY (id));",
  },
  {
    title: "an unlogged table",
    first: names,
    second: "CREATE UNLOGGED TABLE t (id int PRIMARY KEY, name text);",
  },
  {
    title: "a serial column",
    first: "CREATE TABLE t (id int NOT NULL);",
    second: "CREATE TABLE t (id serial);",
  },
  {
    title: "an identity column",
    first: "CREATE TABLE t (id int NOT NULL);",
    second:
      "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY (START WITH 10 INCREMENT BY 5));",
  },
  {
    title: "an identity of another kind",
    first: "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY);",
    second: "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (CACHE 20));",
  },
  {
    title: "a serial column that became an identity",
    first: "CREATE TABLE t (id serial PRIMARY KEY);",
    second: "CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);",
  },
  {
    title: "a generated column",
    first: "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED);",
    second: "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 2) STORED);",
  },
  {
    title: "a generated column that is virtual",
    first: "CREATE TABLE t (a int);",
    second: "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);",
  },
  {
    title: "the collation of a column",
    first: "CREATE TABLE t (a text);",
    second: 'CREATE TABLE t (a text COLLATE "C", b text COLLATE "POSIX");',
  },
  {
    title: "a child table",
    base: "CREATE TABLE p (a int NOT NULL, b text DEFAULT 'x', CHECK (a > 0));",
    second: "CREATE TABLE c (d int) INHERITS (p); ALTER TABLE c ALTER b SET DEFAULT 'y';",
  },
  {
    title: "a table that becomes a child",
    base: "CREATE TABLE p (a int NOT NULL, b text); CREATE TABLE c (a int NOT NULL, b text, d int);",
    second: "ALTER TABLE c INHERIT p;",
  },
  {
    title: "NOT NULL of a child",
    base: "CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p);",
    second: "ALTER TABLE c ALTER a SET NOT NULL;",
  },
  {
    title: "NOT NULL of a parent",
    base: "CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p);",
    second: "ALTER TABLE p ALTER a SET NOT NULL;",
  },
  {
    title: "the name of a NOT NULL constraint",
    first: "CREATE TABLE t (a int NOT NULL);",
    second: "CREATE TABLE t (a int CONSTRAINT must NOT NULL);",
  },
  {
    title: "a NOT NULL constraint that is not inherited, and one that is not valid",
    first: "CREATE TABLE t (a int, b int);",
    second:
      "CREATE TABLE t (a int CONSTRAINT must NOT NULL NO INHERIT, b int); ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID;",
  },
  {
    title: "a NOT NULL constraint of a parent that is not inherited, validated and renamed",
    base: "CREATE TABLE p (a int, b int); CREATE TABLE c () INHERITS (p);",
    first: "ALTER TABLE p ADD CONSTRAINT old NOT NULL a NO INHERIT NOT VALID;",
    second: "ALTER TABLE p ADD CONSTRAINT new NOT NULL a NO INHERIT, ADD NOT NULL b;",
  },
  {
    title: "a constraint that is not enforced",
    first: t,
    second: `${t} ALTER TABLE t ADD CONSTRAINT ck CHECK (id > 0) NOT ENFORCED;`,
  },
  {
    title: "a temporal key",
    first: "CREATE TABLE t (r int4range, d daterange NOT NULL);",
    second:
      "CREATE TABLE t (r int4range, d daterange NOT NULL, CONSTRAINT k UNIQUE (r, d WITHOUT OVERLAPS));",
  },
  {
    title: "names that want quotes",
    second:
      'CREATE TABLE "a ADD COLUMN b" ("u TYPE v" text DEFAULT \'x SET DEFAULT y\', "select" int, "É" int); CREATE VIEW "v AS SELECT 1" AS SELECT "select" FROM "a ADD COLUMN b";',
  },
  {
    title: "a column with a name that wants quotes",
    base: 'CREATE TABLE "a ADD COLUMN b" (id int);',
    second: 'ALTER TABLE "a ADD COLUMN b" ADD COLUMN "u TYPE v" text DEFAULT \'x SET DEFAULT y\';',
  },
  {
    title: "comments",
    first: `${t} COMMENT ON TABLE t IS 'see REFERENCES orders(id)';`,
    second: `${t} COMMENT ON TABLE t IS 'see __pgdelta_replaced'; COMMENT ON COLUMN t.note IS 'it''s'; COMMENT ON CONSTRAINT t_pkey ON t IS 'key';`,
  },
  {
    title: "columns in another order",
    left: ["table public.t"],
    leftBack: ["table public.t"],
    first: "CREATE TABLE t (a int, b int);",
    second: "CREATE TABLE t (b int, a int);",
  },
  {
    title: "triggers that are disabled",
    base: "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int, p int REFERENCES p); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
    second: "ALTER TABLE t DISABLE TRIGGER g; ALTER TABLE t ENABLE ALWAYS TRIGGER h;",
  },
  {
    title: "all triggers disabled",
    base: "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int, p int REFERENCES p);",
    second: "ALTER TABLE t DISABLE TRIGGER ALL;",
  },
  {
    title: "extended statistics",
    base: "CREATE TABLE t (a int, b int, c text);",
    first: "CREATE STATISTICS s (ndistinct) ON a, b FROM t;",
    second:
      "CREATE STATISTICS s (ndistinct, mcv) ON a, b FROM t; CREATE STATISTICS u ON (a + b) FROM t; ALTER STATISTICS u SET STATISTICS 50; COMMENT ON STATISTICS u IS 'sums';",
  },
];
