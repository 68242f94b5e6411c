import type { StatementCase } from "./statement-cases.ts";

export const users = `CREATE TABLE app.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(255) NOT NULL, note text, age integer DEFAULT 18);`;

/** Changes of tables, their columns, constraints and indexes. */
export const tableCases: readonly StatementCase[] = [
  {
    title: "a new table, of which nothing else is said",
    before: users,
    change: `CREATE TABLE app.logs (id serial PRIMARY KEY, user_id bigint REFERENCES app.users, at timestamptz DEFAULT now());
      CREATE INDEX logs_at ON app.logs (at); COMMENT ON TABLE app.logs IS 'x'; GRANT SELECT ON app.logs TO PUBLIC;
      ALTER TABLE app.logs ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON app.logs USING (true)`,
    back: `DROP TABLE IF EXISTS app.logs;
`,
  },
  {
    title: "tables that refer to each other",
    change: `CREATE TABLE app.a (id int PRIMARY KEY); CREATE TABLE app.b (id int PRIMARY KEY, a int REFERENCES app.a); ALTER TABLE app.a ADD b int REFERENCES app.b`,
    back: `ALTER TABLE IF EXISTS app.b DROP CONSTRAINT IF EXISTS b_a_fkey;
DROP TABLE IF EXISTS app.a;
DROP TABLE IF EXISTS app.b;
`,
  },
  {
    title: "a schema with all that is in it",
    change: `CREATE SCHEMA x; CREATE TYPE x.mood AS ENUM ('a'); CREATE TABLE x.t (m x.mood); CREATE VIEW x.v AS SELECT * FROM x.t; CREATE FUNCTION x.f(x.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    back: `DROP VIEW IF EXISTS x.v;
DROP FUNCTION IF EXISTS x.f(x.mood);
DROP TABLE IF EXISTS x.t;
DROP TYPE IF EXISTS x.mood;
DROP SCHEMA IF EXISTS x;
`,
  },
  {
    title: "a partitioned table",
    change: `CREATE TABLE app.events (id int, at date) PARTITION BY RANGE (at); CREATE TABLE app.events_2020 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`,
    back: `DROP TABLE IF EXISTS app.events;
`,
  },
  {
    title: "a new column, with its index and constraint",
    before: users,
    change: `ALTER TABLE app.users ADD COLUMN code text UNIQUE CHECK (code <> ''); CREATE INDEX users_code ON app.users (code, email)`,
    back: `ALTER TABLE app.users DROP COLUMN IF EXISTS code;
`,
  },
  {
    title: "several changes of one table",
    before: users,
    change: `ALTER TABLE app.users ADD COLUMN a int, ADD COLUMN b int, ALTER COLUMN note SET NOT NULL, ALTER COLUMN age DROP DEFAULT, ADD CONSTRAINT adult CHECK (age >= 18)`,
    back: `ALTER TABLE app.users
  DROP CONSTRAINT IF EXISTS adult,
  DROP COLUMN IF EXISTS a,
  DROP COLUMN IF EXISTS b,
  ALTER COLUMN note DROP NOT NULL,
  ALTER COLUMN age SET DEFAULT 18;
`,
  },
  {
    title: "a column that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (id int PRIMARY KEY, mood app.mood NOT NULL DEFAULT 'glad', nick varchar(40) UNIQUE); COMMENT ON COLUMN app.users.nick IS 'Short';`,
    change: `ALTER TABLE app.users DROP COLUMN mood, DROP COLUMN nick`,
    back: `ALTER TABLE app.users
  ADD COLUMN IF NOT EXISTS mood app.mood NOT NULL DEFAULT 'glad',
  ADD COLUMN IF NOT EXISTS nick varchar(40) UNIQUE;

COMMENT ON COLUMN app.users.nick IS 'Short';
`,
  },
  {
    title: "a table that is gone",
    before: `CREATE TYPE app.mood AS ENUM ('glad', 'sad'); CREATE TABLE app.users (id int PRIMARY KEY);
      CREATE TABLE app.posts (id bigserial PRIMARY KEY, user_id int NOT NULL REFERENCES app.users ON DELETE CASCADE, title varchar(80) NOT NULL UNIQUE, state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'live')), price numeric(10,2) DEFAULT 0 CHECK (price >= 0), mood app.mood DEFAULT 'sad', tags text[] DEFAULT '{}', "Odd" int, at timestamp(3) without time zone DEFAULT CURRENT_TIMESTAMP, UNIQUE (user_id, title), CONSTRAINT odd CHECK ("Odd" > 0 AND "Odd" < 9));
      CREATE INDEX posts_live ON app.posts USING btree (user_id DESC) WHERE state = 'live'; CREATE INDEX posts_tags ON app.posts USING gin (tags); CREATE UNIQUE INDEX posts_lower ON app.posts (lower(title), (user_id + 1));
      COMMENT ON TABLE app.posts IS 'It''s "posts"'; COMMENT ON COLUMN app.posts.title IS 'Shown';`,
    change: `DROP TABLE app.posts`,
    back: `CREATE TABLE IF NOT EXISTS app.posts (
  id bigserial PRIMARY KEY,
  user_id integer NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
  title varchar(80) NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'live')),
  price numeric(10,2) DEFAULT 0 CHECK (price >= 0),
  mood app.mood DEFAULT 'sad',
  tags text[] DEFAULT '{}',
  "Odd" integer,
  at timestamp(3) DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (user_id, title),
  CONSTRAINT odd CHECK (("Odd" > 0) AND ("Odd" < 9))
);

CREATE INDEX IF NOT EXISTS posts_live ON app.posts (user_id DESC) WHERE state = 'live';
CREATE UNIQUE INDEX IF NOT EXISTS posts_lower ON app.posts (lower(title), ((user_id + 1)));
CREATE INDEX IF NOT EXISTS posts_tags ON app.posts USING gin (tags);
COMMENT ON COLUMN app.posts.title IS 'Shown';
COMMENT ON TABLE app.posts IS 'It''s "posts"';
`,
  },
  {
    title: "partitions that are gone",
    before: `CREATE TABLE app.events (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE app.events_2020 PARTITION OF app.events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`,
    change: `DROP TABLE app.events`,
    back: `CREATE TABLE IF NOT EXISTS app.events (
  id integer NOT NULL,
  at date NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

CREATE TABLE IF NOT EXISTS app.events_2020
  PARTITION OF app.events
  FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
`,
  },
  {
    title: "a type of a column",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN email TYPE text, ALTER COLUMN age TYPE bigint`,
    back: `ALTER TABLE app.users
  ALTER COLUMN age DROP DEFAULT,
  ALTER COLUMN age TYPE integer,
  ALTER COLUMN age SET DEFAULT 18,
  ALTER COLUMN email TYPE varchar(255);
`,
  },
  {
    title: "a type that no cast leads back to by itself",
    before: users,
    change: `ALTER TABLE app.users ALTER COLUMN note TYPE integer USING length(note)`,
    back: `ALTER TABLE app.users ALTER COLUMN note TYPE text;
`,
  },
  {
    title: "an index that lost its condition",
    before: `${users} CREATE INDEX users_note ON app.users (note) WHERE note IS NOT NULL;`,
    change: `DROP INDEX app.users_note; CREATE INDEX users_note ON app.users (note)`,
    back: `DROP INDEX IF EXISTS app.users_note;
CREATE INDEX IF NOT EXISTS users_note ON app.users (note) WHERE note IS NOT NULL;
`,
  },
  {
    title: "an index that is gone",
    before: `${users} CREATE UNIQUE INDEX users_email ON app.users (lower(email));`,
    change: `DROP INDEX app.users_email`,
    back: `CREATE UNIQUE INDEX IF NOT EXISTS users_email ON app.users (lower(email));
`,
  },
  {
    title: "a new index",
    before: users,
    change: `CREATE INDEX users_email ON app.users (email)`,
    back: `DROP INDEX IF EXISTS app.users_email;
`,
  },
  {
    title: "a constraint that is another one",
    before: `${users} ALTER TABLE app.users ADD CONSTRAINT adult CHECK (age >= 18);`,
    change: `ALTER TABLE app.users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK (age >= 21)`,
    back: `ALTER TABLE app.users
  DROP CONSTRAINT IF EXISTS adult,
  ADD CONSTRAINT adult CHECK (age >= 18);
`,
  },
  {
    title: "a foreign key that is gone",
    before: `${users} CREATE TABLE app.posts (id int, user_id bigint CONSTRAINT posts_author REFERENCES app.users ON DELETE SET NULL);`,
    change: `ALTER TABLE app.posts DROP CONSTRAINT posts_author`,
    back: `DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'app.posts'::regclass AND conname = 'posts_author'
    ) THEN
        ALTER TABLE app.posts
          ADD CONSTRAINT posts_author FOREIGN KEY (user_id) REFERENCES app.users (id) ON DELETE SET NULL;
    END IF;
END;
$$;
`,
  },
];
