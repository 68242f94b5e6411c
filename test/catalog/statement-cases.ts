/** A change, and the script that takes it back. */
export interface StatementCase {
  readonly title: string;
  /** What is there beside the schema `app`. */
  readonly before?: string;
  readonly change: string;
  readonly back: string;
}

const users = `CREATE TABLE app.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(255) NOT NULL, note text, age integer DEFAULT 18);`;

export const statementCases: readonly StatementCase[] = [
  {
    title: "a new table, of which nothing else is said",
    before: users,
    change: `CREATE TABLE app.logs (id serial PRIMARY KEY, user_id bigint REFERENCES app.users, at timestamptz DEFAULT now());
      CREATE INDEX logs_at ON app.logs (at); COMMENT ON TABLE app.logs IS 'x'; GRANT SELECT ON app.logs TO PUBLIC;
      ALTER TABLE app.logs ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON app.logs USING (true)`,
    back: ``,
  },
  {
    title: "tables that refer to each other",
    change: `CREATE TABLE app.a (id int PRIMARY KEY); CREATE TABLE app.b (id int PRIMARY KEY, a int REFERENCES app.a); ALTER TABLE app.a ADD b int REFERENCES app.b`,
    back: ``,
  },
  {
    title: "a schema with all that is in it",
    change: `CREATE SCHEMA x; CREATE TYPE x.mood AS ENUM ('a'); CREATE TABLE x.t (m x.mood); CREATE VIEW x.v AS SELECT * FROM x.t; CREATE FUNCTION x.f(x.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    back: ``,
  },
  {
    title: "a partitioned table",
    change: `CREATE TABLE app.events (id int, at date) PARTITION BY RANGE (at); CREATE TABLE app.events_2020 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`,
    back: ``,
  },
  {
    title: "a new column, with its index and constraint",
    before: users,
    change: `ALTER TABLE app.users ADD COLUMN code text UNIQUE CHECK (code <> ''); CREATE INDEX users_code ON app.users (code, email)`,
    back: ``,
  },
  {
    title: "several changes of one table",
    before: users,
    change: `ALTER TABLE app.users ADD COLUMN a int, ADD COLUMN b int, ALTER COLUMN note SET NOT NULL, ALTER COLUMN age DROP DEFAULT, ADD CONSTRAINT adult CHECK (age >= 18)`,
    back: ``,
  },
  {
    title: "a column that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (id int PRIMARY KEY, mood app.mood NOT NULL DEFAULT 'glad', nick varchar(40) UNIQUE); COMMENT ON COLUMN app.users.nick IS 'Short';`,
    change: `ALTER TABLE app.users DROP COLUMN mood, DROP COLUMN nick`,
    back: ``,
  },
  {
    title: "a table that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (id int PRIMARY KEY);
      CREATE TABLE app.posts (id bigserial PRIMARY KEY, user_id int NOT NULL REFERENCES app.users ON DELETE CASCADE, title varchar(80) NOT NULL UNIQUE, state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'live')), price numeric(10,2) DEFAULT 0 CHECK (price >= 0), mood app.mood DEFAULT 'sad', tags text[] DEFAULT '{}', "Odd" int, at timestamp(3) without time zone DEFAULT CURRENT_TIMESTAMP, UNIQUE (user_id, title), CONSTRAINT odd CHECK ("Odd" > 0 AND "Odd" < 9));
      CREATE INDEX posts_live ON app.posts USING btree (user_id DESC) WHERE state = 'live'; CREATE INDEX posts_tags ON app.posts USING gin (tags); CREATE UNIQUE INDEX posts_lower ON app.posts (lower(title), (user_id + 1));
      COMMENT ON TABLE app.posts IS 'It''s "posts"'; COMMENT ON COLUMN app.posts.title IS 'Shown';`,
    change: `DROP TABLE app.posts`,
    back: ``,
  },
  {
    title: "partitions that are gone",
    before: `CREATE TABLE app.events (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE app.events_2020 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`,
    change: `DROP TABLE app.events`,
    back: ``,
  },
  {
    title: "a type of a column",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN email TYPE text, ALTER COLUMN age TYPE bigint`,
    back: ``,
  },
  {
    title: "a type that no cast leads back to by itself",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN note TYPE integer USING length(note)`,
    back: ``,
  },
  {
    title: "an index that lost its condition",
    before: `${users} CREATE INDEX users_note ON app.users (note) WHERE note IS NOT NULL;`,
    change: `DROP INDEX app.users_note; CREATE INDEX users_note ON app.users (note)`,
    back: ``,
  },
  {
    title: "an index that is gone",
    before: `${users} CREATE UNIQUE INDEX users_email ON app.users (lower(email));`,
    change: `DROP INDEX app.users_email`,
    back: ``,
  },
  {
    title: "a new index",
    before: users,
    change: `CREATE INDEX users_email ON app.users (email)`,
    back: ``,
  },
  {
    title: "a constraint that is another one",
    before: `${users} ALTER TABLE app.users ADD CONSTRAINT adult CHECK (age >= 18);`,
    change: `ALTER TABLE app.users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK (age >= 21)`,
    back: ``,
  },
  {
    title: "a foreign key that is gone",
    before: `${users} CREATE TABLE app.posts (id int, user_id bigint CONSTRAINT posts_author REFERENCES app.users ON DELETE SET NULL);`,
    change: `ALTER TABLE app.posts DROP CONSTRAINT posts_author`,
    back: ``,
  },
  {
    title: "a value of an enum",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (mood app.mood DEFAULT 'glad');`,
    change: `ALTER TYPE app.mood ADD VALUE 'calm'`,
    back: ``,
  },
  {
    title: "a type that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TYPE app.address AS (street text, zip varchar(9)); CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);`,
    change: `DROP TYPE app.mood; DROP TYPE app.address; DROP DOMAIN app.positive`,
    back: ``,
  },
  {
    title: "a view that is another one",
    before: `${users} CREATE VIEW app.mails AS SELECT id, email FROM app.users WHERE age > 20;`,
    change: `DROP VIEW app.mails; CREATE VIEW app.mails AS SELECT email FROM app.users`,
    back: ``,
  },
  {
    title: "a column under a view",
    before: `${users} CREATE VIEW app.mails AS SELECT id, note FROM app.users;`,
    change: `DROP VIEW app.mails; ALTER TABLE app.users ALTER COLUMN note TYPE varchar(10); CREATE VIEW app.mails AS SELECT id, note FROM app.users`,
    back: ``,
  },
  {
    title: "a materialized view that is gone",
    before: `${users} CREATE MATERIALIZED VIEW app.ages AS SELECT age, count(*) AS n FROM app.users GROUP BY age; CREATE UNIQUE INDEX ages_age ON app.ages (age);`,
    change: `DROP MATERIALIZED VIEW app.ages`,
    back: ``,
  },
  {
    title: "a function's body",
    before: `CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  NEW."at" := now(); -- "now"
  RETURN NEW;
END $$;`,
    change: `CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    back: ``,
  },
  {
    title: "a function that returns something else",
    before: `CREATE FUNCTION app.size(a text, b varchar DEFAULT 'x') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';`,
    change: `DROP FUNCTION app.size; CREATE FUNCTION app.size(a text, b varchar DEFAULT 'x') RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    back: ``,
  },
  {
    title: "a trigger that is gone",
    before: `${users} CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE OF note, email ON app.users FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION app.touch();`,
    change: `DROP TRIGGER users_touch ON app.users`,
    back: ``,
  },
  {
    title: "a new trigger with its function",
    before: users,
    change: `CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()`,
    back: ``,
  },
  {
    title: "a disabled trigger",
    before: `${users} CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();`,
    change: `ALTER TABLE app.users DISABLE TRIGGER users_touch`,
    back: ``,
  },
  {
    title: "a policy that is gone",
    before: `${users} ALTER TABLE app.users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON app.users USING (email = current_user); CREATE POLICY adults ON app.users FOR SELECT USING (age > 17);`,
    change: `DROP POLICY own ON app.users; DROP POLICY adults ON app.users; ALTER TABLE app.users DISABLE ROW LEVEL SECURITY`,
    back: ``,
  },
  {
    title: "privileges",
    before: `${users} CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT SELECT, INSERT ON app.users TO PUBLIC;`,
    change: `REVOKE INSERT ON app.users FROM PUBLIC; GRANT UPDATE, DELETE ON app.users TO PUBLIC; GRANT SELECT (email) ON app.users TO PUBLIC; REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC; GRANT USAGE ON SCHEMA app TO PUBLIC`,
    back: ``,
  },
  {
    title: "comments and defaults",
    before: `${users} COMMENT ON TABLE app.users IS 'People'; COMMENT ON COLUMN app.users.note IS 'n';`,
    change: `COMMENT ON TABLE app.users IS 'Others'; COMMENT ON COLUMN app.users.note IS NULL; COMMENT ON COLUMN app.users.age IS 'years'; ALTER TABLE app.users ALTER age SET DEFAULT 21, ALTER note SET DEFAULT 'x'`,
    back: ``,
  },
  {
    title: "a sequence",
    before: `CREATE SEQUENCE app.numbers START WITH 100 INCREMENT BY 5; CREATE SEQUENCE app.others;`,
    change: `DROP SEQUENCE app.numbers; ALTER SEQUENCE app.others INCREMENT BY 2 MAXVALUE 1000`,
    back: ``,
  },
  {
    title: "an identity column",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN id DROP IDENTITY; ALTER TABLE app.users ADD COLUMN number int GENERATED BY DEFAULT AS IDENTITY (START WITH 10)`,
    back: ``,
  },
  { title: "an extension", change: `CREATE EXTENSION pgcrypto SCHEMA app`, back: `` },
  {
    title: "a rule and a procedure",
    before: `${users} CREATE RULE keep AS ON DELETE TO app.users DO INSTEAD NOTHING; CREATE PROCEDURE app.tidy(days integer) LANGUAGE sql AS 'SELECT 1';`,
    change: `DROP RULE keep ON app.users; DROP PROCEDURE app.tidy`,
    back: ``,
  },
  {
    title: "what must be quoted",
    change: `CREATE SCHEMA "My Schema"; CREATE TABLE "My Schema"."order" ("user" text, "Big" "char"); ALTER TABLE "My Schema"."order" ADD CONSTRAINT "select" CHECK ("user" <> 'a "b" c')`,
    back: ``,
  },
  {
    title: "what must be quoted, back",
    before: `CREATE TABLE app."order" ("user" text, "Big" "char", plain text COLLATE "C", CONSTRAINT "select" CHECK ("user" <> 'a "b" c'));`,
    change: `DROP TABLE app."order"`,
    back: ``,
  },
];
