/** Objects that name one another in their definitions, in as many ways as there are. */
export const named = `
  CREATE SCHEMA app; CREATE SCHEMA other;
  CREATE TYPE app.mood AS ENUM ('sad', 'ok');
  CREATE TYPE app.address AS (street text, zip text);
  CREATE DOMAIN app.zip AS text CHECK (length(VALUE) < 10);
  CREATE FUNCTION app.double(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i * 2';
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE app.users (id serial PRIMARY KEY, email text, mood app.mood DEFAULT 'ok', home app.address, zip app.zip,
    age int CHECK (age > 0), twice int GENERATED ALWAYS AS (app.double(age)) STORED, long text);
  CREATE UNIQUE INDEX users_email ON app.users (lower(email)) WHERE age > 1;
  CREATE TABLE app.posts (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, author int CONSTRAINT by REFERENCES app.users (id),
    writer app.users, posted date);
  CREATE TABLE app.parents (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE app.children () INHERITS (app.parents);
  CREATE TABLE app.events (id int, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE INDEX events_at ON app.events (at);
  CREATE TABLE app.typed OF app.address;
  CREATE VIEW app.authors AS SELECT u.id, u.email, p.posted FROM app.users u JOIN app.posts p ON p.author = u.id;
  CREATE VIEW app.recent AS SELECT * FROM app.authors WHERE posted > '2026-01-01';
  CREATE VIEW app.both AS SELECT * FROM app.users JOIN app.posts USING (id);
  CREATE MATERIALIZED VIEW app.counts AS SELECT author, count(*) AS n FROM app.posts GROUP BY author;
  CREATE UNIQUE INDEX counts_author ON app.counts (author);
  CREATE TRIGGER touch BEFORE UPDATE OF email ON app.users FOR EACH ROW WHEN (OLD.age > 1) EXECUTE FUNCTION app.touch();
  CREATE RULE ignore AS ON DELETE TO app.posts DO INSTEAD UPDATE app.users SET age = 1 WHERE id = OLD.author;
  ALTER TABLE app.posts ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON app.posts USING (author IN (SELECT id FROM app.users WHERE email = current_user));
  CREATE STATISTICS app.correlated ON id, age FROM app.users;
  CREATE SEQUENCE app.counter; ALTER TABLE app.users ALTER COLUMN age SET DEFAULT nextval('app.counter');
  CREATE FUNCTION app.all_users() RETURNS SETOF app.users LANGUAGE sql AS 'SELECT * FROM app.users';
  CREATE VIEW app.through AS SELECT id, email FROM app.all_users();
  CREATE PUBLICATION named_elsewhere FOR TABLE app.users;
  CREATE FUNCTION app.text_of(app.users) RETURNS text LANGUAGE sql AS 'SELECT ($1).long';
  CREATE CAST (app.users AS text) WITH FUNCTION app.text_of(app.users);
  CREATE FUNCTION app.mails() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT email FROM app.users; END;
  CREATE DOMAIN app.home AS app.address CHECK ((VALUE).zip <> '');
  COMMENT ON CONSTRAINT by ON app.posts IS 'who wrote it';
`;

/** Each changes something that others name, one after the other. */
export const renamings: readonly string[] = [
  "ALTER DOMAIN app.home ADD CONSTRAINT somewhere CHECK ((VALUE).street <> '')",
  "GRANT SELECT (starelid) ON pg_catalog.pg_statistic TO PUBLIC",
  "ALTER TABLE app.users RENAME COLUMN email TO mail",
  "ALTER TABLE app.users RENAME COLUMN id TO number",
  "ALTER TABLE app.users RENAME COLUMN age TO years",
  "ALTER TABLE app.users RENAME TO persons",
  "ALTER TABLE app.posts ADD COLUMN mail text",
  "ALTER VIEW app.authors RENAME COLUMN email TO address",
  "ALTER VIEW app.authors RENAME TO writers",
  "ALTER TABLE app.posts RENAME CONSTRAINT by TO written_by",
  "ALTER TABLE app.posts DISABLE TRIGGER ALL",
  "ALTER TABLE app.persons DISABLE TRIGGER ALL",
  "ALTER TABLE app.posts RENAME CONSTRAINT written_by TO by",
  "ALTER TABLE app.posts ENABLE TRIGGER ALL; ALTER TABLE app.persons ENABLE TRIGGER ALL",
  "ALTER SEQUENCE app.counter RENAME TO ages",
  "ALTER SEQUENCE app.ages OWNED BY app.persons.years",
  "ALTER SEQUENCE app.ages OWNED BY NONE",
  "ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine'",
  "ALTER TYPE app.mood ADD VALUE 'glad' BEFORE 'fine'",
  "ALTER TYPE app.mood RENAME TO feeling",
  "ALTER TYPE app.address RENAME ATTRIBUTE zip TO code CASCADE",
  "ALTER TYPE app.address ADD ATTRIBUTE city text CASCADE",
  "ALTER TYPE app.address RENAME TO place",
  "ALTER DOMAIN app.zip RENAME TO code",
  "ALTER DOMAIN app.code SET DEFAULT 'none'",
  "ALTER FUNCTION app.double RENAME TO twice",
  "ALTER FUNCTION app.touch RENAME TO touched",
  "ALTER INDEX app.users_email RENAME TO persons_mail",
  "ALTER INDEX app.persons_mail SET (fillfactor = 50)",
  "ALTER TABLE app.persons CLUSTER ON users_pkey",
  "ALTER TABLE app.persons SET (toast.autovacuum_enabled = off)",
  "ALTER TABLE app.persons ALTER COLUMN long SET STORAGE EXTERNAL",
  "ALTER TABLE app.persons ALTER COLUMN years SET STATISTICS 7",
  "ALTER INDEX app.persons_mail ALTER COLUMN 1 SET STATISTICS 9",
  "ALTER TABLE app.persons REPLICA IDENTITY USING INDEX users_pkey",
  "ALTER TABLE app.parents RENAME COLUMN a TO first",
  "ALTER TABLE app.parents RENAME TO elders",
  "ALTER TABLE app.children NO INHERIT app.elders",
  "ALTER TABLE app.children INHERIT app.elders",
  "CREATE TABLE app.events_2 PARTITION OF app.events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
  "ALTER TABLE app.events RENAME COLUMN at TO happened",
  "ALTER TABLE app.events DETACH PARTITION app.events_2",
  "ALTER TABLE app.events ATTACH PARTITION app.events_2 DEFAULT",
  "ALTER TABLE app.events RENAME TO happenings",
  "ALTER TABLE app.happenings ADD COLUMN note text",
  "DROP INDEX app.events_at",
  "DROP TABLE app.events_2",
  "ALTER MATERIALIZED VIEW app.counts RENAME COLUMN n TO posts",
  "REFRESH MATERIALIZED VIEW app.counts WITH NO DATA",
  "ALTER TABLE app.persons SET SCHEMA other",
  "ALTER SCHEMA other RENAME TO elsewhere",
  "ALTER SCHEMA app RENAME TO main",
  "DROP VIEW main.writers CASCADE",
  "ALTER TABLE main.posts DROP COLUMN writer CASCADE",
  "ALTER TABLE main.posts ALTER COLUMN posted TYPE timestamptz",
  "DROP FUNCTION main.all_users() CASCADE",
  "ALTER TABLE elsewhere.persons DROP COLUMN mail CASCADE",
  "CREATE TEMPORARY TABLE posts (id int)",
  "DROP TABLE pg_temp.posts",
  "DO $$ BEGIN CREATE TABLE main.made (id int); EXECUTE 'DROP TABLE main.typed'; END $$",
  "COMMENT ON TABLE main.made IS 'made'; COMMENT ON COLUMN main.made.id IS 'its id'",
  "GRANT SELECT (id) ON main.made TO PUBLIC; GRANT INSERT ON main.posts TO PUBLIC",
  "REVOKE ALL ON main.made FROM PUBLIC",
  "CREATE TABLE main.given (LIKE main.posts INCLUDING ALL)",
  "ALTER TABLE main.given ADD FOREIGN KEY (author) REFERENCES main.given (id) NOT VALID",
  "VACUUM FULL main.posts",
  "CLUSTER elsewhere.persons",
  "DROP SCHEMA main, elsewhere CASCADE",
];
