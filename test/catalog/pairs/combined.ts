import type { SchemaPair } from "./pair.ts";

const users =
  "CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age int, born date, tags text[]);";
const orders =
  "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users, total numeric(10,2), state text);";
const log =
  "CREATE TABLE log (at timestamptz, what text); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO log VALUES (now(), TG_OP); RETURN NULL; END$$;";

/** Objects that change while others depend on them, and several changes at once. */
export const combinedPairs: readonly SchemaPair[] = [
  {
    title: "the type of a column with an index, a check and a default",
    first:
      "CREATE TABLE t (id int, n int DEFAULT 1 CHECK (n > 0)); CREATE INDEX t_n ON t (n) WHERE n > 5;",
    second:
      "CREATE TABLE t (id int, n bigint DEFAULT 1 CHECK (n > 0)); CREATE INDEX t_n ON t (n) WHERE n > 5;",
  },
  {
    title: "the type of a key that others refer to",
    first: "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);",
    second: "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a bigint REFERENCES a);",
  },
  {
    title: "a column under a materialized view with an index",
    first: `${users} CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) FROM users GROUP BY age; CREATE UNIQUE INDEX ages_age ON ages (age);`,
    second: `${users} ALTER TABLE users ALTER age TYPE bigint; CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) FROM users GROUP BY age; CREATE UNIQUE INDEX ages_age ON ages (age);`,
  },
  {
    title: "a view with privileges, of which a column goes",
    first: `${users} CREATE VIEW people AS SELECT id, email, age FROM users; GRANT SELECT ON people TO app_a; COMMENT ON VIEW people IS 'all';`,
    second: `${users} CREATE VIEW people AS SELECT id, email FROM users; GRANT SELECT ON people TO app_a; COMMENT ON VIEW people IS 'all';`,
  },
  {
    title: "a table that goes with the view on it",
    base: orders.replace("REFERENCES users", ""),
    first: `${users} CREATE VIEW rich AS SELECT users.email, sum(total) FROM users JOIN orders ON user_id = users.id GROUP BY 1;`,
  },
  {
    title: "a foreign key to another table",
    base: `${users} CREATE TABLE firms (id bigint PRIMARY KEY);`,
    first: "CREATE TABLE o (owner bigint CONSTRAINT o_owner REFERENCES users);",
    second: "CREATE TABLE o (owner bigint CONSTRAINT o_owner REFERENCES firms ON DELETE CASCADE);",
  },
  {
    title: "a foreign key that becomes deferrable and valid",
    base: users,
    first:
      "CREATE TABLE o (u bigint); ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (u) REFERENCES users NOT VALID;",
    second:
      "CREATE TABLE o (u bigint); ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (u) REFERENCES users DEFERRABLE INITIALLY DEFERRED;",
  },
  {
    title: "a unique index that becomes a constraint",
    base: users,
    first: "CREATE UNIQUE INDEX users_email ON users (email);",
    second: "ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email);",
  },
  {
    title: "a key that a foreign key stands on, with another name",
    first:
      "CREATE TABLE a (id int CONSTRAINT a_one PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);",
    second:
      "CREATE TABLE a (id int CONSTRAINT a_two PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);",
  },
  {
    title: "a foreign key on a unique constraint instead of the key",
    first: "CREATE TABLE a (id int PRIMARY KEY, code text); CREATE TABLE b (a int REFERENCES a);",
    second:
      "CREATE TABLE a (id int PRIMARY KEY, code text UNIQUE); CREATE TABLE b (a int, code text REFERENCES a (code));",
  },
  {
    title: "a function of a trigger, and the trigger",
    base: users,
    first: log,
    second: `${log.replace("TG_OP", "TG_NAME")} CREATE TRIGGER users_note AFTER INSERT OR UPDATE OF email ON users FOR EACH ROW WHEN (NEW.email <> '') EXECUTE FUNCTION note();`,
  },
  {
    title: "a trigger with another condition and timing",
    base: users + log,
    first:
      "CREATE TRIGGER users_note AFTER INSERT ON users FOR EACH ROW WHEN (NEW.age > 1) EXECUTE FUNCTION note();",
    second:
      "CREATE TRIGGER users_note AFTER DELETE ON users FOR EACH STATEMENT EXECUTE FUNCTION note();",
  },
  {
    title: "a constraint trigger, deferred, with transition tables beside it",
    base: users + log,
    first:
      "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();",
    second:
      "CREATE TRIGGER all_of_them AFTER INSERT ON users REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note();",
  },
  {
    title: "a function that becomes a procedure",
    first: "CREATE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'SELECT 1';",
    second: "CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1';",
  },
  {
    title: "a function with another type of result, that a view calls",
    first:
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f() AS n;",
    second:
      "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE VIEW v AS SELECT f() AS n;",
  },
  {
    title: "a function of which an index and a generated column are made",
    base: "CREATE FUNCTION low(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';",
    first: users,
    second: `${users} ALTER TABLE users ADD low text GENERATED ALWAYS AS (low(email)) STORED; CREATE INDEX users_low ON users (low(email));`,
  },
  {
    title:
      "a function with another type of result under a generated column, with what is made of that",
    base: "CREATE TABLE w (k text);",
    first:
      "CREATE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TABLE t (a text, k text GENERATED ALWAYS AS (f(a)) STORED UNIQUE); CREATE INDEX i ON t (k) WHERE k <> ''; CREATE VIEW v AS SELECT k FROM t; GRANT SELECT ON v TO app_a; ALTER TABLE w ADD FOREIGN KEY (k) REFERENCES t (k);",
    second:
      "CREATE FUNCTION f(text) RETURNS varchar LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TABLE t (a text, k text GENERATED ALWAYS AS (f(a)) STORED UNIQUE); CREATE INDEX i ON t (k) WHERE k <> ''; CREATE VIEW v AS SELECT k FROM t; GRANT SELECT ON v TO app_a; ALTER TABLE w ADD FOREIGN KEY (k) REFERENCES t (k);",
  },
  {
    title: "a function with a default, and another one",
    first: "CREATE FUNCTION f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a + b';",
    second:
      "CREATE FUNCTION f(a int, b int DEFAULT 2, c int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT a + b + c';",
  },
  {
    title: "a function whose default goes",
    first: "CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT a';",
    second: "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';",
  },
  {
    title: "a function with BEGIN ATOMIC that reads a column which changes",
    first: `${users} CREATE FUNCTION oldest() RETURNS int STABLE BEGIN ATOMIC SELECT max(age) FROM users; END;`,
    second: `${users} ALTER TABLE users DROP age; CREATE FUNCTION oldest() RETURNS date STABLE BEGIN ATOMIC SELECT max(born) FROM users; END;`,
    leftBack: ["table public.users"],
  },
  {
    title: "a function over a table's rows, of which a column goes",
    first: `${users} CREATE FUNCTION name_of(users) RETURNS text LANGUAGE sql AS 'SELECT $1.email';`,
    second: `${users} ALTER TABLE users DROP tags; CREATE FUNCTION name_of(users) RETURNS text LANGUAGE sql AS 'SELECT $1.email';`,
  },
  {
    title: "a child with a parent more, and a column of its own",
    base: "CREATE TABLE p (a int, CONSTRAINT ck CHECK (a > 0)); CREATE TABLE q (b int);",
    first: "CREATE TABLE c (x text) INHERITS (p);",
    second: "CREATE TABLE c (x text, y int) INHERITS (p, q);",
    left: ["column public.c.b"],
  },
  {
    title: "children that define again what they inherit, with a key and a serial column",
    base: "CREATE TABLE p (id int NOT NULL, name text DEFAULT 'x', CHECK (id > 0));",
    second: `CREATE TABLE c (extra int, PRIMARY KEY (id)) INHERITS (p);
      CREATE TABLE d (name text DEFAULT 'y', other serial) INHERITS (p); CREATE TABLE e () INHERITS (d);
      CREATE UNLOGGED TABLE f (extra int DEFAULT 3, CHECK (name <> '')) INHERITS (c);`,
  },
  {
    title: "a check of a parent, with children",
    first: "CREATE TABLE p (a int); CREATE TABLE c () INHERITS (p);",
    second: "CREATE TABLE p (a int CONSTRAINT ck CHECK (a > 0)); CREATE TABLE c () INHERITS (p);",
  },
  {
    title: "a partitioned table with foreign keys to and from it",
    base: "CREATE TABLE a (id int PRIMARY KEY);",
    first:
      "CREATE TABLE e (id int PRIMARY KEY, a int) PARTITION BY RANGE (id); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (10);",
    second:
      "CREATE TABLE e (id int PRIMARY KEY, a int REFERENCES a ON DELETE SET NULL) PARTITION BY RANGE (id); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (10); CREATE TABLE f (e int REFERENCES e);",
  },
  {
    title: "a default partition, and a partition by list with NULL",
    first: "CREATE TABLE e (k text) PARTITION BY LIST (k);",
    second:
      "CREATE TABLE e (k text) PARTITION BY LIST (k); CREATE TABLE e_n PARTITION OF e FOR VALUES IN ('a''b', NULL); CREATE TABLE e_d PARTITION OF e DEFAULT;",
  },
  {
    title: "a partition of its own access options and comment",
    base: "CREATE TABLE e (id int, t text) PARTITION BY RANGE (id);",
    first: "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (10);",
    second:
      "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (10) WITH (fillfactor = 50); COMMENT ON TABLE e1 IS 'first'; CREATE INDEX e1_t ON e1 (t); GRANT SELECT ON e1 TO app_a;",
  },
  {
    title: "an index with expressions, operator classes, orders and a tablespace of none",
    base: users,
    first: "CREATE INDEX i ON users (email);",
    second:
      "CREATE INDEX i ON users (lower(email) COLLATE \"C\" text_pattern_ops DESC NULLS LAST, (age + 1)) INCLUDE (born) WITH (fillfactor = 70) WHERE tags @> ARRAY['x, y'];",
  },
  {
    title: "indexes that swap their names",
    base: users,
    first: "CREATE INDEX one ON users (email); CREATE INDEX two ON users (age);",
    second: "CREATE INDEX two ON users (email); CREATE INDEX one ON users (age);",
  },
  {
    title: "columns that swap their types",
    first: "CREATE TABLE t (a int, b text);",
    second: "CREATE TABLE t (a text, b int);",
  },
  {
    title: "a view that becomes a table, and a table that becomes a view",
    first: "CREATE TABLE a (id int); CREATE VIEW b AS SELECT 1 AS id;",
    second: "CREATE TABLE b (id int); CREATE VIEW a AS SELECT 1 AS id;",
  },
  {
    title: "a view that becomes a materialized view, under another view",
    base: users,
    first: "CREATE VIEW a AS SELECT id FROM users; CREATE VIEW b AS SELECT * FROM a;",
    second: "CREATE MATERIALIZED VIEW a AS SELECT id FROM users; CREATE VIEW b AS SELECT * FROM a;",
  },
  {
    title: "a view with a check option and security, with an INSTEAD OF trigger",
    base: users + log,
    first: "CREATE VIEW v AS SELECT id, email FROM users WHERE id > 0;",
    second:
      "CREATE VIEW v WITH (security_invoker = true, security_barrier) AS SELECT id, email FROM users WHERE id > 0 WITH LOCAL CHECK OPTION; CREATE TRIGGER i INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION note();",
  },
  {
    title: "comments on everything that a table has",
    base: `${users} CREATE INDEX i ON users (age); ALTER TABLE users ADD CONSTRAINT ck CHECK (age > 0); CREATE RULE r AS ON DELETE TO users DO INSTEAD NOTHING;`,
    first: "COMMENT ON COLUMN users.age IS 'years';",
    second:
      "COMMENT ON TABLE users IS E'two\\nlines'; COMMENT ON INDEX i IS 'x'; COMMENT ON CONSTRAINT ck ON users IS 'y'; COMMENT ON RULE r ON users IS 'z'; COMMENT ON COLUMN users.age IS '$$';",
  },
  {
    title: "a literal with a backslash, quotes and dollars in a default, a check and a view",
    first: "CREATE TABLE t (a text);",
    second:
      "CREATE TABLE t (a text DEFAULT E'\\\\ '' $$ -- /*' CHECK (a <> E'\\t;')); CREATE VIEW v AS SELECT E'a\\\\b''$1' AS x FROM t;",
  },
  {
    title: "a table and its column with the names of key words",
    second:
      'CREATE TABLE "table" ("select" int PRIMARY KEY, "from" text CHECK ("from" <> \'\')); CREATE INDEX "index" ON "table" ("from"); CREATE VIEW "view" AS SELECT "select" FROM "table";',
  },
  {
    title: "statistics, storage and compression of a new column with a default",
    base: "CREATE TABLE t (id int);",
    second:
      "ALTER TABLE t ADD doc jsonb NOT NULL DEFAULT '{}'; ALTER TABLE t ALTER doc SET STORAGE EXTERNAL, ALTER doc SET STATISTICS 7, ALTER doc SET COMPRESSION pglz;",
  },
  {
    title: "the values of an enum by which a table is partitioned",
    first:
      "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE p (id int, m mood) PARTITION BY LIST (m); CREATE TABLE p_sad PARTITION OF p FOR VALUES IN ('sad');",
    second:
      "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE p (id int, m mood) PARTITION BY LIST (m); CREATE TABLE p_sad PARTITION OF p FOR VALUES IN ('sad');",
    hasNoSql: true,
  },
  {
    title: "the values of an enum that the function of a generated column returns",
    first:
      "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE FUNCTION mood_of(int) RETURNS mood LANGUAGE sql IMMUTABLE AS $$SELECT 'ok'::mood$$; CREATE TABLE t (n int, m mood GENERATED ALWAYS AS (mood_of(n)) STORED);",
    second:
      "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE FUNCTION mood_of(int) RETURNS mood LANGUAGE sql IMMUTABLE AS $$SELECT 'ok'::mood$$; CREATE TABLE t (n int, m mood GENERATED ALWAYS AS (mood_of(n)) STORED);",
  },
];
