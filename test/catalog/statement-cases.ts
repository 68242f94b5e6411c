import { attachmentCases } from "./attachment-cases.ts";
import { tableCases, users } from "./table-cases.ts";

/** A change, and the script that takes it back. */
export interface StatementCase {
  readonly title: string;
  /** What is there beside the schema `app`. */
  readonly before?: string;
  readonly change: string;
  readonly back: string;
}

export const statementCases: readonly StatementCase[] = [
  ...tableCases,
  ...attachmentCases,
  {
    title: "a value of an enum",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (mood app.mood DEFAULT 'glad');`,
    change: `ALTER TYPE app.mood ADD VALUE 'calm'`,
    back: `ALTER TABLE app.users ALTER COLUMN mood DROP DEFAULT;
ALTER TYPE app.mood RENAME TO mood_before;
CREATE TYPE app.mood AS ENUM ('glad', 'sad');
ALTER TABLE app.users ALTER COLUMN mood TYPE app.mood USING mood::text::app.mood;
DROP TYPE IF EXISTS app.mood_before;
ALTER TABLE app.users ALTER COLUMN mood SET DEFAULT 'glad';
`,
  },
  {
    title: "an enum that became text",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (mood app.mood NOT NULL DEFAULT 'glad');`,
    change: `ALTER TABLE app.users ALTER mood DROP DEFAULT, ALTER mood TYPE text; ALTER TABLE app.users ALTER mood SET DEFAULT 'glad'; DROP TYPE app.mood`,
    back: `ALTER TABLE app.users ALTER COLUMN mood DROP DEFAULT;
CREATE TYPE app.mood AS ENUM ('glad', 'sad');

ALTER TABLE app.users
  ALTER COLUMN mood TYPE app.mood USING mood::app.mood,
  ALTER COLUMN mood SET DEFAULT 'glad';
`,
  },
  {
    title: "a type that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TYPE app.address AS (street text, zip varchar(9)); CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);`,
    change: `DROP TYPE app.mood; DROP TYPE app.address; DROP DOMAIN app.positive`,
    back: `CREATE DOMAIN app.positive AS integer CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE TYPE app.address AS (street text, zip varchar(9));
CREATE TYPE app.mood AS ENUM ('glad', 'sad');
`,
  },
  {
    title: "a view that is another one",
    before: `${users} CREATE VIEW app.mails AS SELECT id, email FROM app.users WHERE age > 20;`,
    change: `DROP VIEW app.mails; CREATE VIEW app.mails AS SELECT email FROM app.users`,
    back: `DROP VIEW IF EXISTS app.mails;

CREATE OR REPLACE VIEW app.mails AS
SELECT id,
    email
FROM app.users
WHERE (age > 20);
`,
  },
  {
    title: "a column under a view",
    before: `${users} CREATE VIEW app.mails AS SELECT id, note FROM app.users;`,
    change: `DROP VIEW app.mails; ALTER TABLE app.users ALTER COLUMN note TYPE varchar(10); CREATE VIEW app.mails AS SELECT id, note FROM app.users`,
    back: `DROP VIEW IF EXISTS app.mails;
ALTER TABLE app.users ALTER COLUMN note TYPE text;

CREATE OR REPLACE VIEW app.mails AS
SELECT id,
    note
FROM app.users;
`,
  },
  {
    title: "a materialized view that is gone",
    before: `${users} CREATE MATERIALIZED VIEW app.ages AS SELECT age, count(*) AS n FROM app.users GROUP BY age; CREATE UNIQUE INDEX ages_age ON app.ages (age);`,
    change: `DROP MATERIALIZED VIEW app.ages`,
    back: `CREATE MATERIALIZED VIEW IF NOT EXISTS app.ages AS
SELECT age,
    count(*) AS n
FROM app.users
GROUP BY age;

CREATE UNIQUE INDEX IF NOT EXISTS ages_age ON app.ages (age);
`,
  },
  {
    title: "a function's body",
    before: `CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  NEW."at" := now(); -- "now"
  RETURN NEW;
END $$;`,
    change: `CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    back: `CREATE OR REPLACE FUNCTION app.touch()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
AS $$
BEGIN
  NEW."at" := now(); -- "now"
  RETURN NEW;
END $$;
`,
  },
  {
    title: "a function that returns something else",
    before: `CREATE FUNCTION app.size(a text, b varchar DEFAULT 'x') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';`,
    change: `DROP FUNCTION app.size; CREATE FUNCTION app.size(a text, b varchar DEFAULT 'x') RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    back: `DROP FUNCTION IF EXISTS app.size(text, varchar);

CREATE OR REPLACE FUNCTION app.size(a text, b varchar DEFAULT 'x'::varchar)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;
`,
  },
  {
    title: "a trigger that is gone",
    before: `${users} CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE OF note, email ON app.users FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION app.touch();`,
    change: `DROP TRIGGER users_touch ON app.users`,
    back: `CREATE OR REPLACE TRIGGER users_touch
  BEFORE UPDATE OF note, email ON app.users
  FOR EACH ROW
  WHEN (old.note IS DISTINCT FROM new.note)
  EXECUTE FUNCTION app.touch();
`,
  },
  {
    title: "a new trigger with its function",
    before: users,
    change: `CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch()`,
    back: `DROP TRIGGER IF EXISTS users_touch ON app.users;
DROP FUNCTION IF EXISTS app.touch();
`,
  },
  {
    title: "a disabled trigger",
    before: `${users} CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();`,
    change: `ALTER TABLE app.users DISABLE TRIGGER users_touch`,
    back: `ALTER TABLE app.users ENABLE TRIGGER users_touch;
`,
  },
  {
    title: "a policy that is gone",
    before: `${users} ALTER TABLE app.users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON app.users USING (email = current_user); CREATE POLICY adults ON app.users FOR SELECT USING (age > 17);`,
    change: `DROP POLICY own ON app.users; DROP POLICY adults ON app.users; ALTER TABLE app.users DISABLE ROW LEVEL SECURITY`,
    back: `ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS adults ON app.users;
CREATE POLICY adults ON app.users FOR SELECT USING (age > 17);
DROP POLICY IF EXISTS own ON app.users;
CREATE POLICY own ON app.users USING (email = CURRENT_USER);
`,
  },
  {
    title: "privileges",
    before: `${users} CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT SELECT, INSERT ON app.users TO PUBLIC;`,
    change: `REVOKE INSERT ON app.users FROM PUBLIC; GRANT UPDATE, DELETE ON app.users TO PUBLIC; GRANT SELECT (email) ON app.users TO PUBLIC; REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC; GRANT USAGE ON SCHEMA app TO PUBLIC`,
    back: `REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.f() TO PUBLIC;
REVOKE UPDATE, DELETE ON app.users FROM PUBLIC;
GRANT INSERT ON app.users TO PUBLIC;
REVOKE ALL (email) ON app.users FROM PUBLIC;
`,
  },
  {
    title: "comments and defaults",
    before: `${users} COMMENT ON TABLE app.users IS 'People'; COMMENT ON COLUMN app.users.note IS 'n';`,
    change: `COMMENT ON TABLE app.users IS 'Others'; COMMENT ON COLUMN app.users.note IS NULL; COMMENT ON COLUMN app.users.age IS 'years'; ALTER TABLE app.users ALTER age SET DEFAULT 21, ALTER note SET DEFAULT 'x'`,
    back: `COMMENT ON COLUMN app.users.age IS NULL;

ALTER TABLE app.users
  ALTER COLUMN note DROP DEFAULT,
  ALTER COLUMN age SET DEFAULT 18;

COMMENT ON COLUMN app.users.note IS 'n';
COMMENT ON TABLE app.users IS 'People';
`,
  },
  {
    title: "a sequence",
    before: `CREATE SEQUENCE app.numbers START WITH 100 INCREMENT BY 5; CREATE SEQUENCE app.others;`,
    change: `DROP SEQUENCE app.numbers; ALTER SEQUENCE app.others INCREMENT BY 2 MAXVALUE 1000`,
    back: `CREATE SEQUENCE IF NOT EXISTS app.numbers INCREMENT BY 5 START WITH 100;
ALTER SEQUENCE app.others INCREMENT BY 1 NO MAXVALUE;
`,
  },
  {
    title: "an identity column",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN id DROP IDENTITY; ALTER TABLE app.users ADD COLUMN number int GENERATED BY DEFAULT AS IDENTITY (START WITH 10)`,
    back: `ALTER TABLE app.users
  DROP COLUMN IF EXISTS number,
  ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
`,
  },
  {
    title: "an extension",
    change: `CREATE EXTENSION pgcrypto SCHEMA app`,
    back: `DROP EXTENSION IF EXISTS pgcrypto;
`,
  },
  {
    title: "a rule and a procedure",
    before: `${users} CREATE RULE keep AS ON DELETE TO app.users DO INSTEAD NOTHING; CREATE PROCEDURE app.tidy(days integer) LANGUAGE sql AS 'SELECT 1';`,
    change: `DROP RULE keep ON app.users; DROP PROCEDURE app.tidy`,
    back: `CREATE OR REPLACE PROCEDURE app.tidy(IN days integer)
LANGUAGE sql
AS $$SELECT 1$$;

CREATE OR REPLACE RULE keep AS
    ON DELETE TO app.users DO INSTEAD NOTHING;
`,
  },
  {
    title: "what must be quoted",
    change: `CREATE SCHEMA "My Schema"; CREATE TABLE "My Schema"."order" ("user" text, "Big" "char"); ALTER TABLE "My Schema"."order" ADD CONSTRAINT "select" CHECK ("user" <> 'a "b" c')`,
    back: `DROP TABLE IF EXISTS "My Schema"."order";
DROP SCHEMA IF EXISTS "My Schema";
`,
  },
  {
    title: "what must be quoted, back",
    before: `CREATE TABLE app."order" ("user" text, "Big" "char", plain text COLLATE "C", CONSTRAINT "select" CHECK ("user" <> 'a "b" c'));`,
    change: `DROP TABLE app."order"`,
    back: `CREATE TABLE IF NOT EXISTS app."order" (
  "user" text,
  "Big" "char",
  plain text COLLATE "C",
  CONSTRAINT "select" CHECK ("user" <> 'a "b" c')
);
`,
  },
  {
    title: "texts and names that look like SQL",
    before: `CREATE TABLE app.t (note text DEFAULT 'x SET DEFAULT y', code varchar(20) CHECK (code IN ('a', 'b')), CHECK (note <> 'a = ANY (ARRAY[1, 2])'));
      CREATE INDEX i ON app.t (code) WHERE note LIKE '% WHERE (%';
      CREATE VIEW app."v AS SELECT 1" AS SELECT 'mail
   FROM us
   WHERE now' AS words;
      CREATE TABLE app."a ADD COLUMN b" ("u TYPE v" text DEFAULT 'y');
      COMMENT ON TABLE app.t IS 'see REFERENCES orders(id)'; COMMENT ON COLUMN app.t.note IS 'see __pgdelta_replaced';`,
    change: `DROP TABLE app.t; DROP VIEW app."v AS SELECT 1"; ALTER TABLE app."a ADD COLUMN b" DROP COLUMN "u TYPE v"`,
    back: `CREATE TABLE IF NOT EXISTS app.t (
  note text DEFAULT 'x SET DEFAULT y' CHECK (note <> 'a = ANY (ARRAY[1, 2])'),
  code varchar(20) CHECK (code IN ('a', 'b'))
);

ALTER TABLE app."a ADD COLUMN b" ADD COLUMN IF NOT EXISTS "u TYPE v" text DEFAULT 'y';

CREATE OR REPLACE VIEW app."v AS SELECT 1" AS
SELECT 'mail
   FROM us
   WHERE now'::text AS words;

CREATE INDEX IF NOT EXISTS i ON app.t (code) WHERE note ~~ '% WHERE (%';
COMMENT ON COLUMN app.t.note IS 'see __pgdelta_replaced';
COMMENT ON TABLE app.t IS 'see REFERENCES orders(id)';
`,
  },
  {
    title: "a server with a long name",
    before: `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER a_server_with_a_long_name TYPE 'a type that is long' VERSION 'a version that is long, too' FOREIGN DATA WRAPPER w;`,
    change: `DROP SERVER a_server_with_a_long_name; DROP FOREIGN DATA WRAPPER w`,
    back: `CREATE FOREIGN DATA WRAPPER w;

CREATE SERVER IF NOT EXISTS a_server_with_a_long_name
  TYPE 'a type that is long'
  VERSION 'a version that is long, too'
  FOREIGN DATA WRAPPER w;
`,
  },
  {
    title: "casts that are not PostgreSQL's own",
    before: `CREATE TABLE app.t (label name CHECK (label = 'a'::text), age int CHECK (age::text = '5'), n bigint CHECK (n = ANY (ARRAY[1, 2])), one text CHECK (one = ANY (ARRAY['a'])));`,
    change: `DROP TABLE app.t`,
    back: `CREATE TABLE IF NOT EXISTS app.t (
  label name CHECK (label = 'a'::text),
  age integer CHECK ((age)::text = '5'::text),
  n bigint CHECK (n = ANY (ARRAY[1, 2])),
  one text CHECK (one = ANY (ARRAY['a'::text]))
);
`,
  },
];
