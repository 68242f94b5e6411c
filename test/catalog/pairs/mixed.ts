import type { SchemaPair } from "./pair.ts";

const tf = "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";

const points = `CREATE FUNCTION lt(pt, pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x < $2.x';
  CREATE FUNCTION le(pt, pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x <= $2.x';
  CREATE FUNCTION eq(pt, pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x = $2.x';
  CREATE FUNCTION ge(pt, pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x >= $2.x';
  CREATE FUNCTION gt(pt, pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.x > $2.x';
  CREATE FUNCTION cmp(pt, pt) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1.x, $2.x)';
  CREATE OPERATOR <% (LEFTARG = pt, RIGHTARG = pt, FUNCTION = lt, COMMUTATOR = >%, NEGATOR = >=%);
  CREATE OPERATOR <=% (LEFTARG = pt, RIGHTARG = pt, FUNCTION = le, COMMUTATOR = >=%, NEGATOR = >%);
  CREATE OPERATOR =% (LEFTARG = pt, RIGHTARG = pt, FUNCTION = eq, COMMUTATOR = =%, MERGES);
  CREATE OPERATOR >=% (LEFTARG = pt, RIGHTARG = pt, FUNCTION = ge, COMMUTATOR = <=%, NEGATOR = <%);
  CREATE OPERATOR >% (LEFTARG = pt, RIGHTARG = pt, FUNCTION = gt, COMMUTATOR = <%, NEGATOR = <=%);
  CREATE OPERATOR CLASS pt_ops FOR TYPE pt USING btree AS OPERATOR 1 <%, OPERATOR 2 <=%, OPERATOR 3 =%,
    OPERATOR 4 >=%, OPERATOR 5 >%, FUNCTION 1 cmp(pt, pt);`;

/** Several kinds of objects that depend on each other. */
export const mixedPairs: readonly SchemaPair[] = [
  {
    title: "an operator class of one's own, its operators, and what is made with them",
    base: "CREATE TYPE pt AS (x int, y int);",
    first: "CREATE TABLE t (p pt, b boolean);",
    second: `${points} CREATE TABLE t (p pt, b boolean DEFAULT (ROW(1, 2)::pt <% ROW(2, 1)::pt), CHECK (p >% ROW(0, 0)::pt));
      CREATE INDEX tp ON t (p pt_ops DESC); CREATE VIEW v AS SELECT p FROM t WHERE p <% ROW(9, 9)::pt;
      CREATE FUNCTION near(pt) RETURNS boolean IMMUTABLE BEGIN ATOMIC SELECT $1 <% ROW(5, 5)::pt; END;
      CREATE POLICY own ON t USING (p =% ROW(1, 1)::pt);
      COMMENT ON OPERATOR <% (pt, pt) IS 'left of'; COMMENT ON OPERATOR CLASS pt_ops USING btree IS 'by x';
      ALTER OPERATOR CLASS pt_ops USING btree OWNER TO app_a; ALTER OPERATOR =% (pt, pt) OWNER TO app_b;`,
  },
  {
    title: "what is loose in an operator family, and an operator of another function",
    base: `CREATE FUNCTION f(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < $2';
      CREATE FUNCTION g(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > $2';`,
    first:
      "CREATE OPERATOR FAMILY fam USING btree; CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = f);",
    second: `CREATE OPERATOR FAMILY fam USING btree; COMMENT ON OPERATOR FAMILY fam USING btree IS 'ours';
      ALTER OPERATOR FAMILY fam USING btree ADD OPERATOR 1 <(int, int), OPERATOR 3 =(int, int), FUNCTION 1 (int, int) btint4cmp(int, int);
      CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = g, HASHES, COMMUTATOR = ===, RESTRICT = eqsel);
      ALTER OPERATOR === (int, int) OWNER TO app_a;`,
  },
  {
    title: "dictionaries and mappings of text search, and what is computed with them",
    first: `CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, stopwords = english);
      CREATE TEXT SEARCH CONFIGURATION c (COPY = english); CREATE TABLE t (v text);`,
    second: `CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, accept = false);
      CREATE TEXT SEARCH DICTIONARY "d 2" (TEMPLATE = snowball, language = english, stopwords = english);
      CREATE TEXT SEARCH CONFIGURATION c (COPY = english);
      ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word, asciiword WITH d, "d 2";
      ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR email, "int";
      ALTER TEXT SEARCH CONFIGURATION c OWNER TO app_a; COMMENT ON TEXT SEARCH DICTIONARY d IS 'ours';
      CREATE TEXT SEARCH CONFIGURATION "c 2" (PARSER = default);
      ALTER TEXT SEARCH CONFIGURATION "c 2" ADD MAPPING FOR word WITH "d 2";
      CREATE TABLE t (v text, s tsvector GENERATED ALWAYS AS (to_tsvector('public."c 2"'::regconfig, v)) STORED);
      CREATE INDEX i ON t USING gin (to_tsvector('c'::regconfig, v));`,
  },
  {
    title: "a cast that a view, a default and an index need",
    base: "CREATE TYPE e AS ENUM ('a', 'b');",
    second: `CREATE FUNCTION e2i(e) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT length($1::text)';
      CREATE CAST (e AS int) WITH FUNCTION e2i(e) AS ASSIGNMENT; COMMENT ON CAST (e AS int) IS 'its length';
      CREATE TABLE t (e e, i int DEFAULT ('a'::e)::int); CREATE VIEW v AS SELECT e::int AS i FROM t; CREATE INDEX ti ON t ((e::int));`,
  },
  {
    title: "collations of columns, one of them a key that another table refers to",
    base: "CREATE COLLATION nd (provider = icu, locale = 'und', deterministic = false);",
    first: `CREATE TABLE t (a text, b varchar(10) COLLATE nd, c text COLLATE "C" PRIMARY KEY); CREATE INDEX i ON t (a);
      CREATE TABLE ch (x text REFERENCES t); CREATE VIEW v AS SELECT a, b FROM t;`,
    second: `CREATE TABLE t (a text COLLATE nd NOT NULL DEFAULT 'q', b varchar(10), c text PRIMARY KEY); CREATE INDEX i ON t (a);
      CREATE TABLE ch (x text COLLATE "C" REFERENCES t); CREATE VIEW v AS SELECT a, b FROM t;`,
  },
  {
    title: "a collation that makes room for another one, in use",
    first:
      "CREATE COLLATION c (provider = icu, locale = 'und'); CREATE TABLE t (a text COLLATE c);",
    second:
      "CREATE COLLATION c (provider = icu, locale = 'de'); CREATE TABLE t (a text COLLATE c);",
    hasNoSql: true,
  },
  {
    title:
      "an identity, a sequence and a column of a smaller type, with positions outside of what they may be",
    first: `CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED BY DEFAULT AS IDENTITY (START 5000),
      c bigint GENERATED ALWAYS AS IDENTITY (START 5000000000), d int GENERATED ALWAYS AS IDENTITY (MINVALUE 1 MAXVALUE 9)); CREATE SEQUENCE s;`,
    second: `CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (MINVALUE 100 START 200), b int GENERATED BY DEFAULT AS IDENTITY (START 10 MAXVALUE 1000),
      c int GENERATED ALWAYS AS IDENTITY, d int GENERATED ALWAYS AS IDENTITY (MINVALUE 20 MAXVALUE 30)); CREATE SEQUENCE s MINVALUE 100 START 200;`,
  },
  {
    title: "generated columns that are stored, and that are computed",
    first:
      "CREATE TABLE t (a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL, s int GENERATED ALWAYS AS (a + 1) STORED);",
    second:
      "CREATE TABLE t (a int, s int GENERATED ALWAYS AS (a + 1) VIRTUAL, v int GENERATED ALWAYS AS (a * 2) STORED);",
  },
  {
    title: "an identity and a replica identity of columns that become NOT NULL",
    first: "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX u ON t (b);",
    second:
      "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int NOT NULL); CREATE UNIQUE INDEX u ON t (b); ALTER TABLE t REPLICA IDENTITY USING INDEX u;",
  },
  {
    title: "statistics, a policy, a trigger and a check over a function of another type",
    first: overFunction("int", "$1"),
    second: overFunction("bigint", "$1::bigint"),
  },
  {
    title: "a column with everything on it",
    base: tf,
    first: `CREATE TABLE t (a int, c int, b int, PRIMARY KEY (a, b), UNIQUE (c, b), CHECK (b > c)); CREATE INDEX i ON t (c) WHERE b > 0;
      CREATE VIEW v AS SELECT a, b FROM t; CREATE POLICY p ON t USING (b > 0); CREATE STATISTICS s ON b, c FROM t;
      CREATE TRIGGER tr BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION tf(); CREATE PUBLICATION pu FOR TABLE t (a, b);
      GRANT SELECT (b) ON t TO app_a; CREATE TABLE r (a int, b int, FOREIGN KEY (a, b) REFERENCES t);`,
    second: `CREATE TABLE t (a int PRIMARY KEY, c int); CREATE INDEX i ON t (c); CREATE VIEW v AS SELECT a, c AS b FROM t; CREATE POLICY p ON t USING (c > 0);
      CREATE TRIGGER tr BEFORE UPDATE OF c ON t FOR EACH ROW EXECUTE FUNCTION tf(); CREATE PUBLICATION pu FOR TABLE t (a); CREATE TABLE r (a int REFERENCES t, b int);`,
  },
  {
    title: "a privilege that somebody granted on, and may no longer",
    base: "CREATE SCHEMA s; CREATE TABLE s.t (a int);",
    first: `GRANT SELECT ON s.t TO app_a WITH GRANT OPTION; GRANT USAGE ON SCHEMA s TO app_a WITH GRANT OPTION;
      GRANT SELECT ON s.t TO app_b;`,
    second: "GRANT SELECT ON s.t TO app_a; GRANT SELECT ON s.t TO app_b;",
  },
  {
    title:
      "comments on NOT NULL, on the index of a key and on the type of a table's rows; options of a key; privileges of an identity's sequence",
    base: "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, n int CONSTRAINT nn NOT NULL, CONSTRAINT k PRIMARY KEY (id));",
    second:
      "COMMENT ON CONSTRAINT nn ON t IS 'there'; COMMENT ON INDEX k IS 'key'; COMMENT ON TYPE t IS 'row'; ALTER INDEX k SET (fillfactor = 60); GRANT USAGE ON SEQUENCE t_id_seq TO app_a;",
  },
  {
    title: "NOT NULL that children no longer inherit, and a default of a partition's new column",
    first: `CREATE TABLE a (x int CONSTRAINT x_there NOT NULL, y int NOT NULL); CREATE TABLE b () INHERITS (a);
      CREATE TABLE p (d int) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p DEFAULT;`,
    second: `CREATE TABLE a (x int CONSTRAINT xx NOT NULL, y int CONSTRAINT yy NOT NULL NO INHERIT, z int); CREATE TABLE b () INHERITS (a);
      ALTER TABLE b ADD CONSTRAINT z_own NOT NULL z; CREATE TABLE p (d int, z text DEFAULT 'x') PARTITION BY RANGE (d);
      CREATE TABLE p1 PARTITION OF p DEFAULT; ALTER TABLE p1 ALTER z SET DEFAULT 'y';`,
  },
  {
    title: "the order of the tags of an event trigger",
    base: "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';",
    first:
      "CREATE EVENT TRIGGER x ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION e();",
    second:
      "CREATE EVENT TRIGGER x ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE TABLE') EXECUTE FUNCTION e();",
  },
  {
    title: "a second parent, and another type of what both have",
    first:
      "CREATE TABLE p (a int, b text, CHECK (a > 0)); CREATE TABLE q (a int); CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS (c);",
    second:
      "CREATE TABLE p (a bigint, b text, CHECK (a > 0)); CREATE TABLE q (a bigint); CREATE TABLE c () INHERITS (p, q); CREATE TABLE d () INHERITS (c);",
  },
  {
    title: "the sequence of an identity with another name, privileges and a comment",
    first:
      "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY); GRANT USAGE ON SEQUENCE t_a_seq TO app_a; COMMENT ON SEQUENCE t_a_seq IS 'a';",
    second:
      "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME sq)); GRANT SELECT ON SEQUENCE sq TO app_a; COMMENT ON SEQUENCE sq IS 'b';",
  },
  {
    title: "the trigger of a partition, by itself and with its parent's",
    base: `${tf} CREATE TABLE ev (d int) PARTITION BY RANGE (d); CREATE TABLE e1 PARTITION OF ev FOR VALUES FROM (1) TO (2);
      CREATE TRIGGER g AFTER INSERT ON ev FOR EACH ROW EXECUTE FUNCTION tf(); CREATE TRIGGER h AFTER INSERT ON ev FOR EACH ROW EXECUTE FUNCTION tf();`,
    second: "ALTER TABLE e1 DISABLE TRIGGER g; ALTER TABLE ev ENABLE ALWAYS TRIGGER h;",
  },
  {
    title: "settings of a role in the database",
    second: "ALTER ROLE app_a IN DATABASE postgres SET search_path = x, public;",
  },
];

function overFunction(type: string, body: string): string {
  return `${tf} CREATE FUNCTION f(int) RETURNS ${type} LANGUAGE sql IMMUTABLE AS 'SELECT ${body}'; CREATE TABLE t (a int DEFAULT f(1), CHECK (f(a) > 0));
    CREATE INDEX i ON t (f(a)); CREATE VIEW v AS SELECT f(a) FROM t; CREATE POLICY p ON t USING (f(a) > 0); CREATE STATISTICS st ON (f(a)), a FROM t;
    CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (f(OLD.a) > 1) EXECUTE FUNCTION tf();`;
}
