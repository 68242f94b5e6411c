/** One change of a schema, and the names under which a digest must show it. */
export interface Change {
  readonly title: string;
  /** Before the first look, after `base`. */
  readonly setup?: string;
  readonly change: string;
  /** Makes the schema what it was. */
  readonly undo: string;
  /** Every name that differs between before and after; none where the change is no change of the schema. */
  readonly differs: readonly string[];
  /** Drops what does not go with the schemas. */
  readonly cleanUp?: string;
  /** The first major version that has it. */
  readonly since?: number;
  /** Why an embedded database cannot show it. */
  readonly serverOnly?: string;
  /** It would disturb, or be disturbed by, others on a server. */
  readonly clusterWide?: true;
}

/** What every change starts from. */
export const base = `
  CREATE SCHEMA app;
  CREATE TYPE app.color AS ENUM ('red', 'green', 'blue');
  CREATE TYPE app.point AS (x int, y int);
  CREATE DOMAIN app.email AS text CONSTRAINT has_at CHECK (VALUE ~ '@');
  CREATE SEQUENCE app.numbers;
  CREATE TABLE app.users (id int PRIMARY KEY, email text, name varchar(50) DEFAULT 'x', age int, tags text[]);
  CREATE TABLE app.orders (
    id int PRIMARY KEY,
    user_id int CONSTRAINT orders_user REFERENCES app.users,
    total numeric(10, 2) CONSTRAINT positive CHECK (total > 0)
  );
  CREATE INDEX idx_email ON app.users (email) WHERE email <> '';
  CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
  CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18;
  CREATE MATERIALIZED VIEW app.ages AS SELECT age, count(*) AS people FROM app.users GROUP BY age;`;

const columnOrder = "column order of app.users";

const schemas: Change[] = [
  {
    title: "a new schema",
    change: "CREATE SCHEMA other",
    undo: "DROP SCHEMA other",
    differs: ["schema other"],
  },
  {
    title: "another owner of a schema",
    change: "ALTER SCHEMA app OWNER TO pg_monitor",
    undo: "ALTER SCHEMA app OWNER TO postgres",
    differs: ["schema app"],
  },
  {
    title: "a privilege on a schema",
    change: "GRANT USAGE ON SCHEMA app TO pg_monitor",
    undo: "REVOKE USAGE ON SCHEMA app FROM pg_monitor",
    differs: ["privileges on schema app"],
  },
];

const tables: Change[] = [
  {
    title: "a new table",
    change: "CREATE TABLE app.new (a int)",
    undo: "DROP TABLE app.new",
    differs: ["table app.new", "column app.new.a", "column order of app.new"],
  },
  {
    title: "another owner of a table",
    change: "ALTER TABLE app.users OWNER TO pg_monitor",
    undo: "ALTER TABLE app.users OWNER TO postgres",
    differs: ["table app.users"],
  },
  {
    title: "a table that is not logged",
    setup: "CREATE TABLE app.log (a int)",
    change: "ALTER TABLE app.log SET UNLOGGED",
    undo: "ALTER TABLE app.log SET LOGGED",
    differs: ["table app.log"],
  },
  {
    title: "a table made again without its fillfactor",
    setup: "CREATE TABLE app.roomy (a int) WITH (fillfactor = 70, autovacuum_enabled = off)",
    change: "DROP TABLE app.roomy; CREATE TABLE app.roomy (a int)",
    undo: "ALTER TABLE app.roomy SET (autovacuum_enabled = off); ALTER TABLE app.roomy SET (fillfactor = 70)",
    differs: ["table app.roomy"],
  },
  {
    title: "an option of a table's TOAST",
    change: "ALTER TABLE app.users SET (toast.autovacuum_enabled = off)",
    undo: "ALTER TABLE app.users RESET (toast.autovacuum_enabled)",
    differs: ["table app.users"],
  },
  {
    title: "replica identity of a table",
    change: "ALTER TABLE app.users REPLICA IDENTITY FULL",
    undo: "ALTER TABLE app.users REPLICA IDENTITY DEFAULT",
    differs: ["table app.users"],
  },
  {
    title: "replica identity by an index",
    setup: "CREATE UNIQUE INDEX by_id ON app.users (id)",
    change: "ALTER TABLE app.users REPLICA IDENTITY USING INDEX by_id",
    undo: "ALTER TABLE app.users REPLICA IDENTITY DEFAULT",
    differs: ["index app.by_id", "table app.users"],
  },
  {
    title: "row security",
    change: "ALTER TABLE app.users ENABLE ROW LEVEL SECURITY",
    undo: "ALTER TABLE app.users DISABLE ROW LEVEL SECURITY",
    differs: ["table app.users"],
  },
  {
    title: "row security for the owner too",
    change: "ALTER TABLE app.users FORCE ROW LEVEL SECURITY",
    undo: "ALTER TABLE app.users NO FORCE ROW LEVEL SECURITY",
    differs: ["table app.users"],
  },
  {
    title: "a partition with other bounds",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (10)`,
    change:
      "ALTER TABLE app.parts DETACH PARTITION app.part; ALTER TABLE app.parts ATTACH PARTITION app.part FOR VALUES FROM (1) TO (11)",
    undo: "DROP TABLE app.part; CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (10)",
    differs: ["table app.part"],
  },
  {
    title: "another partition key",
    setup: "CREATE TABLE app.parts (k int) PARTITION BY RANGE (k)",
    change: "DROP TABLE app.parts; CREATE TABLE app.parts (k int) PARTITION BY LIST (k)",
    undo: "DROP TABLE app.parts; CREATE TABLE app.parts (k int) PARTITION BY RANGE (k)",
    differs: ["table app.parts"],
  },
  {
    title: "inheritance in another order",
    setup:
      "CREATE TABLE app.a (x int); CREATE TABLE app.b (x int); CREATE TABLE app.c () INHERITS (app.a, app.b)",
    change: "ALTER TABLE app.c NO INHERIT app.a; ALTER TABLE app.c INHERIT app.a",
    undo: "DROP TABLE app.c; CREATE TABLE app.c () INHERITS (app.a, app.b)",
    differs: ["table app.c"],
  },
  {
    title: "a table of a composite type",
    setup: "CREATE TABLE app.points OF app.point",
    change: "ALTER TABLE app.points NOT OF",
    undo: "ALTER TABLE app.points OF app.point",
    differs: ["table app.points"],
  },
  {
    title: "a table in a schema of a strange name",
    change: `CREATE SCHEMA "odd ""name"; CREATE TABLE "odd ""name"."T"()`,
    undo: `DROP SCHEMA "odd ""name" CASCADE`,
    differs: [`schema "odd ""name"`, `table "odd ""name"."T"`],
  },
];

const columns: Change[] = [
  {
    title: "a column dropped and added again, now the last",
    change: "ALTER TABLE app.users DROP tags; ALTER TABLE app.users ADD tags text[]",
    undo: "ALTER TABLE app.users DROP tags; ALTER TABLE app.users ADD tags text[]",
    differs: [],
  },
  {
    title: "a column dropped and added again, no longer in its place",
    setup: "CREATE TABLE app.t (a int, b int, c int)",
    change: "ALTER TABLE app.t DROP b; ALTER TABLE app.t ADD b int",
    undo: "ALTER TABLE app.t DROP c; ALTER TABLE app.t ADD c int",
    differs: ["column order of app.t"],
  },
  {
    title: "a new column",
    change: "ALTER TABLE app.users ADD extra int",
    undo: "ALTER TABLE app.users DROP extra",
    differs: ["column app.users.extra", columnOrder],
  },
  {
    title: "another length of a type",
    setup: "CREATE TABLE app.t (a varchar(10))",
    change: "ALTER TABLE app.t ALTER a TYPE varchar(20)",
    undo: "ALTER TABLE app.t ALTER a TYPE varchar(10)",
    differs: ["column app.t.a"],
  },
  {
    title: "the default dropped",
    change: "ALTER TABLE app.users ALTER name DROP DEFAULT",
    undo: "ALTER TABLE app.users ALTER name SET DEFAULT 'x'",
    differs: ["column app.users.name"],
  },
  {
    title: "the default dropped and set again",
    change:
      "ALTER TABLE app.users ALTER name DROP DEFAULT; ALTER TABLE app.users ALTER name SET DEFAULT 'x'",
    undo: "SELECT 1",
    differs: [],
  },
  {
    title: "a default that is the same in another time zone",
    setup: "CREATE TABLE app.t (a timestamptz DEFAULT '2020-01-01 00:00+00'::timestamptz)",
    change: "SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; SET search_path = app",
    undo: "RESET TimeZone; RESET DateStyle; RESET search_path",
    differs: [],
  },
  {
    title: "a collation",
    setup: "CREATE TABLE app.t (a text)",
    change: `ALTER TABLE app.t ALTER a TYPE text COLLATE "C"`,
    undo: "ALTER TABLE app.t ALTER a TYPE text",
    differs: ["column app.t.a"],
  },
  {
    title: "NOT NULL, which is a constraint with a name",
    since: 18,
    change: "ALTER TABLE app.users ALTER email SET NOT NULL",
    undo: "ALTER TABLE app.users ALTER email DROP NOT NULL",
    differs: ["column app.users.email", "constraint users_email_not_null on app.users"],
  },
  {
    title: "a generated column of another expression",
    setup: "CREATE TABLE app.t (a int, b int GENERATED ALWAYS AS (a + 1) STORED)",
    change: "ALTER TABLE app.t DROP b, ADD b int GENERATED ALWAYS AS (a + 2) STORED",
    undo: "ALTER TABLE app.t DROP b, ADD b int GENERATED ALWAYS AS (a + 1) STORED",
    differs: ["column app.t.b"],
  },
  {
    title: "a generated column that became a plain one",
    setup: "CREATE TABLE app.t (a int, b int GENERATED ALWAYS AS (a + 1) STORED)",
    change: "ALTER TABLE app.t ALTER b DROP EXPRESSION",
    undo: "ALTER TABLE app.t DROP b, ADD b int GENERATED ALWAYS AS (a + 1) STORED",
    differs: ["column app.t.b"],
  },
  {
    title: "another kind of identity",
    setup: "CREATE TABLE app.t (a int GENERATED ALWAYS AS IDENTITY)",
    change: "ALTER TABLE app.t ALTER a SET GENERATED BY DEFAULT",
    undo: "ALTER TABLE app.t ALTER a SET GENERATED ALWAYS",
    differs: ["column app.t.a"],
  },
  {
    title: "storage",
    change: "ALTER TABLE app.users ALTER email SET STORAGE EXTERNAL",
    undo: "ALTER TABLE app.users ALTER email SET STORAGE EXTENDED",
    differs: ["column app.users.email"],
  },
  {
    title: "compression",
    change: "ALTER TABLE app.users ALTER email SET COMPRESSION pglz",
    undo: "ALTER TABLE app.users ALTER email SET COMPRESSION default",
    differs: ["column app.users.email"],
  },
  {
    title: "statistics target of a column",
    change: "ALTER TABLE app.users ALTER email SET STATISTICS 500",
    undo: "ALTER TABLE app.users ALTER email SET STATISTICS -1",
    differs: ["column app.users.email"],
  },
  {
    title: "options of a column",
    change: "ALTER TABLE app.users ALTER email SET (n_distinct = 5)",
    undo: "ALTER TABLE app.users ALTER email RESET (n_distinct)",
    differs: ["column app.users.email"],
  },
  {
    title: "an inherited column that is the table's own too",
    setup: "CREATE TABLE app.a (x int); CREATE TABLE app.c () INHERITS (app.a)",
    change: "DROP TABLE app.c; CREATE TABLE app.c (x int) INHERITS (app.a)",
    undo: "DROP TABLE app.c; CREATE TABLE app.c () INHERITS (app.a)",
    differs: ["column app.c.x"],
  },
];

const constraints: Change[] = [
  {
    title: "a check dropped",
    change: "ALTER TABLE app.orders DROP CONSTRAINT positive",
    undo: "ALTER TABLE app.orders ADD CONSTRAINT positive CHECK (total > 0)",
    differs: ["constraint positive on app.orders"],
  },
  {
    title: "a check that is not validated",
    change:
      "ALTER TABLE app.orders DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (total > 0) NOT VALID",
    undo: "ALTER TABLE app.orders VALIDATE CONSTRAINT positive",
    differs: ["constraint positive on app.orders"],
  },
  {
    title: "a foreign key that can be deferred",
    change: "ALTER TABLE app.orders ALTER CONSTRAINT orders_user DEFERRABLE INITIALLY DEFERRED",
    undo: "ALTER TABLE app.orders ALTER CONSTRAINT orders_user NOT DEFERRABLE",
    differs: ["constraint orders_user on app.orders"],
  },
  {
    title: "a foreign key that is not enforced",
    since: 18,
    change: "ALTER TABLE app.orders ALTER CONSTRAINT orders_user NOT ENFORCED",
    undo: "ALTER TABLE app.orders ALTER CONSTRAINT orders_user ENFORCED",
    differs: ["constraint orders_user on app.orders"],
  },
  {
    title: "a foreign key with another action",
    change: `ALTER TABLE app.orders DROP CONSTRAINT orders_user,
      ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES app.users ON DELETE CASCADE`,
    undo: `ALTER TABLE app.orders DROP CONSTRAINT orders_user,
      ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES app.users`,
    differs: ["constraint orders_user on app.orders"],
  },
  {
    title: "a unique constraint",
    change: "ALTER TABLE app.users ADD CONSTRAINT one_email UNIQUE (email)",
    undo: "ALTER TABLE app.users DROP CONSTRAINT one_email",
    differs: ["constraint one_email on app.users", "index app.one_email"],
  },
  {
    title: "a constraint of another name",
    change: "ALTER TABLE app.orders RENAME CONSTRAINT positive TO above_zero",
    undo: "ALTER TABLE app.orders RENAME CONSTRAINT above_zero TO positive",
    differs: ["constraint above_zero on app.orders", "constraint positive on app.orders"],
  },
  {
    title: "a NOT NULL constraint of another name",
    since: 18,
    change: "ALTER TABLE app.users RENAME CONSTRAINT users_id_not_null TO id_there",
    undo: "ALTER TABLE app.users RENAME CONSTRAINT id_there TO users_id_not_null",
    differs: ["constraint id_there on app.users", "constraint users_id_not_null on app.users"],
  },
  {
    title: "an exclusion constraint",
    change: "ALTER TABLE app.users ADD CONSTRAINT apart EXCLUDE (name WITH =)",
    undo: "ALTER TABLE app.users DROP CONSTRAINT apart",
    differs: ["constraint apart on app.users", "index app.apart"],
  },
];

const indexes: Change[] = [
  {
    title: "an index made again without its WHERE",
    change: "DROP INDEX app.idx_email; CREATE INDEX idx_email ON app.users (email)",
    undo: "DROP INDEX app.idx_email; CREATE INDEX idx_email ON app.users (email) WHERE email <> ''",
    differs: ["index app.idx_email"],
  },
  {
    title: "an index that is gone",
    change: "DROP INDEX app.idx_email",
    undo: "CREATE INDEX idx_email ON app.users (email) WHERE email <> ''",
    differs: ["index app.idx_email"],
  },
  {
    title: "an index with an option",
    change: "ALTER INDEX app.idx_email SET (fillfactor = 50)",
    undo: "ALTER INDEX app.idx_email RESET (fillfactor)",
    differs: ["index app.idx_email"],
  },
  {
    title: "the index that a table is clustered on",
    change: "ALTER TABLE app.users CLUSTER ON users_pkey",
    undo: "ALTER TABLE app.users SET WITHOUT CLUSTER",
    differs: ["index app.users_pkey"],
  },
  {
    title: "statistics target of an index on an expression",
    setup: "CREATE INDEX lowered ON app.users (lower(email))",
    change: "ALTER INDEX app.lowered ALTER COLUMN 1 SET STATISTICS 900",
    undo: "ALTER INDEX app.lowered ALTER COLUMN 1 SET STATISTICS -1",
    differs: ["index app.lowered"],
  },
  {
    title: "an index that is not valid",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (2); CREATE INDEX on_parts ON app.parts (k)`,
    change:
      "DROP INDEX app.on_parts; CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX part_k_idx ON app.part (k)",
    undo: "ALTER INDEX app.on_parts ATTACH PARTITION app.part_k_idx",
    differs: ["index app.on_parts", "index app.part_k_idx"],
  },
  {
    title: "an index attached to a partitioned one",
    setup: `CREATE TABLE app.parts (k int) PARTITION BY RANGE (k);
      CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (1) TO (2);
      CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX on_part ON app.part (k)`,
    change: "ALTER INDEX app.on_parts ATTACH PARTITION app.on_part",
    undo: "DROP INDEX app.on_parts; CREATE INDEX on_parts ON ONLY app.parts (k); CREATE INDEX on_part ON app.part (k)",
    differs: ["index app.on_part", "index app.on_parts"],
  },
];

const sequences: Change[] = [
  ...["INCREMENT 2:1", "CACHE 5:1", "MAXVALUE 99:9223372036854775807", "START 7:1"].map(
    (option) => {
      const [change, back] = option.split(":");
      return {
        title: `a sequence with ${change}`,
        change: `ALTER SEQUENCE app.numbers ${change}`,
        undo: `ALTER SEQUENCE app.numbers ${change!.split(" ")[0]} ${back}`,
        differs: ["sequence app.numbers"],
      };
    },
  ),
  {
    title: "a sequence that begins again",
    change: "ALTER SEQUENCE app.numbers CYCLE",
    undo: "ALTER SEQUENCE app.numbers NO CYCLE",
    differs: ["sequence app.numbers"],
  },
  {
    title: "a sequence of another type",
    change: "ALTER SEQUENCE app.numbers AS int",
    undo: "ALTER SEQUENCE app.numbers AS bigint",
    differs: ["sequence app.numbers"],
  },
  {
    title: "a sequence that lost its owner",
    setup: "CREATE TABLE app.t (a serial)",
    change: "ALTER SEQUENCE app.t_a_seq OWNED BY NONE",
    undo: "ALTER SEQUENCE app.t_a_seq OWNED BY app.t.a",
    differs: ["sequence app.t_a_seq"],
  },
];

const views: Change[] = [
  {
    title: "another query of a view",
    change: "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 21",
    undo: "CREATE OR REPLACE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18",
    differs: ["view app.adults"],
  },
  {
    title: "a view made again with another option",
    change:
      "DROP VIEW app.adults; CREATE VIEW app.adults WITH (security_barrier) AS SELECT id, email FROM app.users WHERE age >= 18",
    undo: "ALTER VIEW app.adults RESET (security_barrier)",
    differs: ["view app.adults"],
  },
  {
    title: "a view with the rights of its caller",
    since: 15,
    change: "ALTER VIEW app.adults SET (security_invoker = true)",
    undo: "ALTER VIEW app.adults RESET (security_invoker)",
    differs: ["view app.adults"],
  },
  {
    title: "the default of a view's column",
    change: "ALTER VIEW app.adults ALTER email SET DEFAULT 'a@b'",
    undo: "ALTER VIEW app.adults ALTER email DROP DEFAULT",
    differs: ["column app.adults.email"],
  },
  {
    title: "a materialized view without its rows",
    change: "REFRESH MATERIALIZED VIEW app.ages WITH NO DATA",
    undo: "REFRESH MATERIALIZED VIEW app.ages",
    differs: ["materialized view app.ages"],
  },
  {
    title: "a rule",
    setup: "CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    change:
      "DROP RULE quiet ON app.orders; CREATE RULE quiet AS ON INSERT TO app.orders DO INSTEAD NOTHING",
    undo: "DROP RULE quiet ON app.orders; CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    differs: ["rule quiet on app.orders"],
  },
  {
    title: "a rule that is disabled",
    setup: "CREATE RULE quiet AS ON DELETE TO app.orders DO INSTEAD NOTHING",
    change: "ALTER TABLE app.orders DISABLE RULE quiet",
    undo: "ALTER TABLE app.orders ENABLE RULE quiet",
    differs: ["rule quiet on app.orders"],
  },
];

const triggers: Change[] = [
  {
    title: "a trigger that is gone",
    change: "DROP TRIGGER touch ON app.users",
    undo: "CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()",
    differs: ["trigger touch on app.users"],
  },
  {
    title: "a trigger that is disabled",
    change: "ALTER TABLE app.users DISABLE TRIGGER touch",
    undo: "ALTER TABLE app.users ENABLE TRIGGER touch",
    differs: ["trigger touch on app.users"],
  },
  {
    title: "the triggers of a foreign key, disabled",
    change: "ALTER TABLE app.orders DISABLE TRIGGER ALL",
    undo: "ALTER TABLE app.orders ENABLE TRIGGER ALL",
    differs: [
      `internal trigger "RI_FKey_check_ins" of constraint orders_user on app.orders, on app.orders`,
      `internal trigger "RI_FKey_check_upd" of constraint orders_user on app.orders, on app.orders`,
    ],
  },
  {
    title: "a policy",
    setup: "CREATE POLICY own ON app.users USING (id > 0)",
    change: "ALTER POLICY own ON app.users USING (id > 1)",
    undo: "ALTER POLICY own ON app.users USING (id > 0)",
    differs: ["policy own on app.users"],
  },
  {
    title: "the roles of a policy",
    setup: "CREATE POLICY own ON app.users USING (id > 0)",
    change: "ALTER POLICY own ON app.users TO pg_monitor",
    undo: "ALTER POLICY own ON app.users TO PUBLIC",
    differs: ["policy own on app.users"],
  },
  {
    title: "extended statistics",
    setup: "CREATE STATISTICS app.together (ndistinct) ON email, name FROM app.users",
    change: "ALTER STATISTICS app.together SET STATISTICS 300",
    undo: "ALTER STATISTICS app.together SET STATISTICS -1",
    differs: ["statistics app.together"],
  },
];

const routines: Change[] = [
  ...[
    ["SECURITY DEFINER", "SECURITY INVOKER"],
    ["SET search_path = app", "RESET search_path"],
    ["COST 7", "COST 100"],
    ["STRICT", "CALLED ON NULL INPUT"],
    ["STABLE", "IMMUTABLE"],
    ["PARALLEL SAFE", "PARALLEL UNSAFE"],
    ["LEAKPROOF", "NOT LEAKPROOF"],
  ].map(([with_, without]) => ({
    title: `a function that lost ${with_}`,
    setup: `ALTER FUNCTION app.add ${with_}`,
    change: `ALTER FUNCTION app.add ${without}`,
    undo: `ALTER FUNCTION app.add ${with_}`,
    differs: ["function app.add(integer,integer)"],
  })),
  {
    title: "a function of another body",
    change:
      "CREATE OR REPLACE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT b + a'",
    undo: "CREATE OR REPLACE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b'",
    differs: ["function app.add(integer,integer)"],
  },
  {
    title: "a function made again without its privileges",
    setup: "REVOKE EXECUTE ON FUNCTION app.add FROM PUBLIC",
    change:
      "DROP FUNCTION app.add; CREATE FUNCTION app.add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b'",
    undo: "REVOKE EXECUTE ON FUNCTION app.add FROM PUBLIC",
    differs: ["privileges on function app.add(integer,integer)"],
  },
  {
    title: "another owner of a function",
    change: "ALTER FUNCTION app.add OWNER TO pg_monitor",
    undo: "ALTER FUNCTION app.add OWNER TO postgres",
    differs: ["function app.add(integer,integer)"],
  },
  {
    title: "a function for other arguments",
    change: "CREATE FUNCTION app.add(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    undo: "DROP FUNCTION app.add(text)",
    differs: ["function app.add(text)"],
  },
  {
    title: "a procedure",
    change: "CREATE PROCEDURE app.act() LANGUAGE sql AS ''",
    undo: "DROP PROCEDURE app.act",
    differs: ["procedure app.act()"],
  },
  {
    title: "an aggregate of another start",
    setup: "CREATE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '0')",
    change:
      "CREATE OR REPLACE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '1')",
    undo: "CREATE OR REPLACE AGGREGATE app.total (int) (SFUNC = app.add, STYPE = int, INITCOND = '0')",
    differs: ["aggregate app.total(integer)"],
  },
  {
    title: "an operator",
    setup: "CREATE OPERATOR app.### (FUNCTION = app.add, LEFTARG = int, RIGHTARG = int)",
    change: "ALTER OPERATOR app.### (int, int) SET (RESTRICT = eqsel)",
    undo: "ALTER OPERATOR app.### (int, int) SET (RESTRICT = NONE)",
    differs: ["operator app.###(integer,integer)"],
  },
  {
    title: "an operator class and the members of its family",
    setup: "CREATE OPERATOR FAMILY app.ints USING hash",
    change:
      "CREATE OPERATOR CLASS app.ints FOR TYPE int USING hash FAMILY app.ints AS OPERATOR 1 =, FUNCTION 1 hashint4(int)",
    undo: "DROP OPERATOR CLASS app.ints USING hash",
    differs: ["operator class app.ints USING hash", "operator family app.ints USING hash"],
  },
  {
    title: "a cast",
    setup:
      "CREATE FUNCTION app.to_int(app.color) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST (app.color AS int) WITH FUNCTION app.to_int",
    change:
      "DROP CAST (app.color AS int); CREATE CAST (app.color AS int) WITH FUNCTION app.to_int AS IMPLICIT",
    undo: "DROP CAST (app.color AS int); CREATE CAST (app.color AS int) WITH FUNCTION app.to_int",
    differs: ["cast (app.color AS integer)"],
  },
  {
    title: "an event trigger that is disabled",
    setup:
      "CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER digest_watch ON sql_drop EXECUTE FUNCTION app.watch()",
    change: "ALTER EVENT TRIGGER digest_watch DISABLE",
    undo: "ALTER EVENT TRIGGER digest_watch ENABLE",
    differs: ["event trigger digest_watch"],
    cleanUp: "DROP EVENT TRIGGER digest_watch",
  },
  {
    title: "a language",
    change: "CREATE LANGUAGE digest_language HANDLER plpgsql_call_handler",
    undo: "DROP LANGUAGE digest_language",
    differs: ["language digest_language"],
  },
  {
    title: "an access method",
    change: "CREATE ACCESS METHOD digest_heap TYPE TABLE HANDLER heap_tableam_handler",
    undo: "DROP ACCESS METHOD digest_heap",
    differs: ["access method digest_heap"],
  },
  {
    title: "a conversion",
    change: "CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    undo: "DROP CONVERSION app.conv",
    differs: ["conversion app.conv"],
  },
  {
    title: "a transform",
    setup:
      "CREATE FUNCTION app.from_sql(internal) RETURNS internal LANGUAGE internal STRICT IMMUTABLE AS 'prsd_lextype'",
    change:
      "CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION app.from_sql(internal))",
    undo: "DROP TRANSFORM FOR int LANGUAGE plpgsql",
    differs: ["transform for integer language plpgsql"],
  },
];

const types: Change[] = [
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
    differs: ["attribute app.point.z", "attribute order of app.point"],
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
      "cast (app.ages_range AS app.ages_multirange)",
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

const textSearch: Change[] = [
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
];

const foreign: Change[] = [
  {
    title: "the options of a foreign data wrapper",
    setup: "CREATE FOREIGN DATA WRAPPER digest_fdw",
    change: "ALTER FOREIGN DATA WRAPPER digest_fdw OPTIONS (ADD debug 'true')",
    undo: "ALTER FOREIGN DATA WRAPPER digest_fdw OPTIONS (DROP debug)",
    differs: ["foreign data wrapper digest_fdw"],
    cleanUp: "DROP FOREIGN DATA WRAPPER digest_fdw",
  },
  {
    title: "a server, a user mapping and a foreign table with other options",
    setup: `CREATE FOREIGN DATA WRAPPER digest_fdw; CREATE SERVER digest_server FOREIGN DATA WRAPPER digest_fdw;
      CREATE USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (password 'old');
      CREATE FOREIGN TABLE app.far (a int OPTIONS (name 'x')) SERVER digest_server`,
    change: `ALTER SERVER digest_server OPTIONS (ADD host 'there');
      ALTER USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (SET password 'new');
      ALTER FOREIGN TABLE app.far OPTIONS (ADD table_name 't');
      ALTER FOREIGN TABLE app.far ALTER a OPTIONS (SET name 'y')`,
    undo: `ALTER SERVER digest_server OPTIONS (DROP host);
      ALTER USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (SET password 'old');
      ALTER FOREIGN TABLE app.far OPTIONS (DROP table_name);
      ALTER FOREIGN TABLE app.far ALTER a OPTIONS (SET name 'x')`,
    differs: [
      "column app.far.a",
      "foreign table app.far",
      "server digest_server",
      "user mapping for public on server digest_server",
    ],
    cleanUp: "DROP FOREIGN DATA WRAPPER digest_fdw CASCADE",
  },
  {
    title: "a publication's table",
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub ADD TABLE app.users",
    undo: "ALTER PUBLICATION digest_pub DROP TABLE app.users",
    differs: ["publication digest_pub of table app.users"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "the rows and columns that a publication publishes, and a schema",
    since: 15,
    setup: "CREATE PUBLICATION digest_pub FOR TABLE app.users (id), TABLE app.orders",
    change:
      "ALTER PUBLICATION digest_pub SET TABLE app.users (id, email), app.orders WHERE (id > 0)",
    undo: "ALTER PUBLICATION digest_pub SET TABLE app.users (id), app.orders",
    differs: [
      "publication digest_pub of table app.orders",
      "publication digest_pub of table app.users",
    ],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "a schema of a publication",
    since: 15,
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub ADD TABLES IN SCHEMA app",
    undo: "ALTER PUBLICATION digest_pub DROP TABLES IN SCHEMA app",
    differs: ["publication digest_pub of schema app"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "what a publication publishes",
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub SET (publish = 'insert')",
    undo: "ALTER PUBLICATION digest_pub SET (publish = 'insert, update, delete, truncate')",
    differs: ["publication digest_pub"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "a subscription",
    serverOnly: "PGlite has no replication",
    setup:
      "CREATE SUBSCRIPTION digest_sub CONNECTION 'dbname=nowhere password=secret' PUBLICATION p WITH (connect = false, slot_name = NONE)",
    change: "ALTER SUBSCRIPTION digest_sub SET (synchronous_commit = local)",
    undo: "ALTER SUBSCRIPTION digest_sub SET (synchronous_commit = off)",
    differs: ["subscription digest_sub"],
    cleanUp: "DROP SUBSCRIPTION digest_sub",
  },
  {
    title: "an extension, whose members do not count",
    change: "CREATE EXTENSION pgcrypto SCHEMA app",
    undo: "DROP EXTENSION pgcrypto",
    differs: ["comment on extension pgcrypto", "extension pgcrypto"],
  },
  {
    title: "the privileges of an extension's member",
    setup: "CREATE EXTENSION pgcrypto SCHEMA app",
    change: "REVOKE EXECUTE ON FUNCTION app.gen_salt(text) FROM PUBLIC",
    undo: "GRANT EXECUTE ON FUNCTION app.gen_salt(text) TO PUBLIC",
    differs: ["privileges on function app.gen_salt(text)"],
  },
  {
    title: "a function that depends on an extension",
    change: "ALTER FUNCTION app.touch() DEPENDS ON EXTENSION plpgsql",
    undo: "ALTER FUNCTION app.touch() NO DEPENDS ON EXTENSION plpgsql",
    differs: ["dependency of function app.touch() on extension plpgsql"],
  },
];

const access: Change[] = [
  {
    title: "a privilege on a table",
    change: "GRANT SELECT ON app.users TO pg_monitor",
    undo: "REVOKE SELECT ON app.users FROM pg_monitor",
    differs: ["privileges on table app.users"],
  },
  {
    title: "privileges spelt out that are the default",
    change: "GRANT SELECT ON app.users TO pg_monitor; REVOKE SELECT ON app.users FROM pg_monitor",
    undo: "SELECT 1",
    differs: [],
  },
  {
    title: "the same privileges granted in another order",
    setup:
      "GRANT SELECT ON app.users TO pg_monitor; GRANT INSERT ON app.users TO pg_signal_backend",
    change: "REVOKE ALL ON app.users FROM pg_monitor; GRANT SELECT ON app.users TO pg_monitor",
    undo: "SELECT 1",
    differs: [],
  },
  {
    title: "the right to grant",
    setup: "GRANT SELECT ON app.users TO pg_monitor",
    change: "GRANT SELECT ON app.users TO pg_monitor WITH GRANT OPTION",
    undo: "REVOKE GRANT OPTION FOR SELECT ON app.users FROM pg_monitor",
    differs: ["privileges on table app.users"],
  },
  {
    title: "a privilege on a column",
    change: "GRANT UPDATE (email) ON app.users TO pg_monitor",
    undo: "REVOKE UPDATE (email) ON app.users FROM pg_monitor",
    differs: ["privileges on column app.users.email"],
  },
  {
    title: "a privilege on a sequence",
    change: "GRANT USAGE ON SEQUENCE app.numbers TO pg_monitor",
    undo: "REVOKE USAGE ON SEQUENCE app.numbers FROM pg_monitor",
    differs: ["privileges on sequence app.numbers"],
  },
  {
    title: "a privilege on a type",
    change: "REVOKE USAGE ON TYPE app.color FROM PUBLIC",
    undo: "GRANT USAGE ON TYPE app.color TO PUBLIC",
    differs: ["privileges on type app.color"],
  },
  {
    title: "a privilege on PostgreSQL's own function",
    change: "REVOKE EXECUTE ON FUNCTION pg_catalog.random() FROM PUBLIC",
    undo: "GRANT EXECUTE ON FUNCTION pg_catalog.random() TO PUBLIC",
    differs: ["privileges on function random()"],
  },
  {
    title: "default privileges",
    change: "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor",
    undo: "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM pg_monitor",
    differs: ["default privileges of role postgres in schema app on tables"],
  },
  {
    title: "default privileges in all schemas",
    change: "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    undo: "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
    differs: ["default privileges of role postgres on functions"],
  },
  {
    title: "a setting of the database",
    change:
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET work_mem', current_database()); END $$",
    differs: ["settings of this database"],
  },
  {
    title: "a setting of a role in the database",
    change:
      "DO $$ BEGIN EXECUTE format('ALTER ROLE postgres IN DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('ALTER ROLE postgres IN DATABASE %I RESET work_mem', current_database()); END $$",
    differs: ["settings of role postgres in this database"],
  },
  {
    title: "a comment on the database",
    setup:
      "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'ours'); END $$",
    change:
      "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'mine'); END $$",
    undo: "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'ours'); END $$",
    differs: ["this database"],
  },
  {
    title: "a large object, whatever its number",
    setup: "SELECT lo_create(4711)",
    change: "SELECT lo_create(4712)",
    undo: "SELECT lo_unlink(4711)",
    differs: ["large objects"],
    cleanUp: "SELECT lo_unlink(4712)",
  },
  ...[
    ["TABLE app.users", "table app.users"],
    ["COLUMN app.users.email", "column app.users.email"],
    ["CONSTRAINT positive ON app.orders", "constraint positive on app.orders"],
    ["CONSTRAINT has_at ON DOMAIN app.email", "constraint has_at on app.email"],
    ["INDEX app.idx_email", "index app.idx_email"],
    ["TRIGGER touch ON app.users", "trigger touch on app.users"],
    ["VIEW app.adults", "view app.adults"],
    ["FUNCTION app.add", "function app.add(integer,integer)"],
    ["TYPE app.color", "type app.color"],
    ["SCHEMA app", "schema app"],
  ].map(([object, name]) => ({
    title: `a comment on ${object}`,
    change: `COMMENT ON ${object} IS 'why'`,
    undo: `COMMENT ON ${object} IS NULL`,
    differs: [`comment on ${name}`],
  })),
  {
    title: "a comment lost by a view made again",
    setup: "COMMENT ON VIEW app.adults IS 'of age'",
    change:
      "DROP VIEW app.adults; CREATE VIEW app.adults AS SELECT id, email FROM app.users WHERE age >= 18",
    undo: "COMMENT ON VIEW app.adults IS 'of age'",
    differs: ["comment on view app.adults"],
  },
];

const roles: Change[] = [
  {
    title: "a role",
    change: "CREATE ROLE digest_role",
    undo: "DROP ROLE digest_role",
    differs: ["role digest_role"],
    clusterWide: true,
  },
  {
    title: "a role that may log in, a setting of it, and a membership",
    setup: "CREATE ROLE digest_role",
    change:
      "ALTER ROLE digest_role LOGIN; ALTER ROLE digest_role SET work_mem = '5MB'; GRANT pg_monitor TO digest_role",
    undo: "ALTER ROLE digest_role NOLOGIN; ALTER ROLE digest_role RESET work_mem; REVOKE pg_monitor FROM digest_role",
    differs: ["membership of role digest_role in role pg_monitor", "role digest_role"],
    cleanUp: "DROP ROLE digest_role",
    clusterWide: true,
  },
  {
    title: "the right to change a setting",
    since: 15,
    change: "GRANT SET ON PARAMETER log_statement TO pg_monitor",
    undo: "REVOKE SET ON PARAMETER log_statement FROM pg_monitor",
    differs: ["privileges on setting log_statement"],
    clusterWide: true,
  },
];

const noChange: Change[] = [
  [
    "a gap in the numbers of columns",
    "ALTER TABLE app.users ADD gone int; ALTER TABLE app.users DROP gone",
  ],
  [
    "rows",
    "INSERT INTO app.users (id, age) SELECT n, n FROM generate_series(1, 1000) n; DELETE FROM app.users WHERE id > 3",
  ],
  ["a sequence that went on", "SELECT nextval('app.numbers'), nextval('app.numbers')"],
  ["statistics", "INSERT INTO app.users (id) VALUES (1); ANALYZE app.users"],
  ["indexes built again", "REINDEX TABLE app.users"],
  [
    "a table written anew",
    "ALTER TABLE app.users ALTER tags TYPE varchar[]; ALTER TABLE app.users ALTER tags TYPE text[]",
  ],
  [
    "a table made again as it was",
    "DROP TABLE app.orders; CREATE TABLE app.orders (id int PRIMARY KEY, user_id int CONSTRAINT orders_user REFERENCES app.users, total numeric(10, 2) CONSTRAINT positive CHECK (total > 0))",
  ],
  ["a schema made again as it was", `DROP SCHEMA app CASCADE; ${base}`],
  [
    "a temporary table with a comment",
    "CREATE TEMP TABLE scratch (a serial PRIMARY KEY); COMMENT ON TABLE scratch IS 'x'; GRANT SELECT ON scratch TO PUBLIC",
  ],
  ["the prepared statements discarded", "DEALLOCATE ALL"],
].map(([title, change]) => ({ title: title!, change: change!, undo: "SELECT 1", differs: [] }));

export const changes: readonly Change[] = [
  ...schemas,
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...sequences,
  ...views,
  ...triggers,
  ...routines,
  ...types,
  ...textSearch,
  ...foreign,
  ...access,
  ...roles,
  ...noChange,
];
