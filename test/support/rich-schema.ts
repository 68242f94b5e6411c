/** One of nearly everything that a catalog describes, for PostgreSQL 14 and newer; each statement by itself. */
export const richSchema: readonly string[] = `
CREATE SCHEMA rich
CREATE EXTENSION pgcrypto SCHEMA public
CREATE TYPE rich.mood AS ENUM ('glad', 'sad', 'it''s')
CREATE TYPE rich.pair AS (a integer, b text COLLATE "C")
CREATE TYPE rich.span AS RANGE (subtype = numeric)
CREATE DOMAIN rich.positive AS integer NOT NULL DEFAULT 1 CHECK (VALUE > 0)
CREATE COLLATION rich.plain FROM "C"
CREATE SEQUENCE rich.counter AS bigint START 9007199254740993 CACHE 5
CREATE TABLE rich.people (id bigint GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2) PRIMARY KEY, email text NOT NULL UNIQUE, mood rich.mood DEFAULT 'glad', tags text[] NOT NULL DEFAULT '{}', data jsonb NOT NULL DEFAULT '{"a": 1}', lower_email text GENERATED ALWAYS AS (lower(email)) STORED, age rich.positive, parent bigint REFERENCES rich.people ON DELETE CASCADE DEFERRABLE, CONSTRAINT adult CHECK (age > 17 AND (email <> '' OR tags = '{}')))
CREATE TABLE rich.logs (id serial, at timestamptz NOT NULL DEFAULT now(), note varchar(40), PRIMARY KEY (id, at)) PARTITION BY RANGE (at)
CREATE TABLE rich.logs_2026 PARTITION OF rich.logs FOR VALUES FROM ('2026-01-01+00') TO ('2027-01-01+00')
ALTER TABLE rich.logs_2026 SET (fillfactor = 70, autovacuum_enabled = false)
CREATE UNLOGGED TABLE rich.scraps (a integer, b integer, EXCLUDE USING btree (a WITH =))
CREATE INDEX people_mood ON rich.people (mood, lower(email) DESC NULLS LAST) INCLUDE (age) WHERE age > 20
CREATE INDEX people_data ON rich.people USING gin (data jsonb_path_ops)
CREATE FUNCTION rich.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at := now(); RETURN NEW; END'
CREATE FUNCTION rich.sum(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a + b
CREATE FUNCTION rich.names() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = rich COST 50 ROWS 7 AS 'SELECT email FROM rich.people'
CREATE PROCEDURE rich.clean(older interval) LANGUAGE sql AS 'DELETE FROM rich.logs WHERE at < now() - older'
CREATE AGGREGATE rich.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')
CREATE TRIGGER touch BEFORE UPDATE OF note ON rich.logs_2026 FOR EACH ROW WHEN (OLD.note IS DISTINCT FROM NEW.note) EXECUTE FUNCTION rich.touch()
ALTER TABLE rich.logs_2026 DISABLE TRIGGER touch
CREATE VIEW rich.adults WITH (security_barrier) AS SELECT p.id, p.email, (SELECT count(*) FROM rich.people c WHERE c.parent = p.id) AS children FROM rich.people p WHERE p.age > 17
CREATE VIEW rich.names_only AS SELECT email FROM rich.people ORDER BY email
CREATE MATERIALIZED VIEW rich.moods AS SELECT mood, count(*) AS n FROM rich.people GROUP BY mood
CREATE UNIQUE INDEX moods_mood ON rich.moods (mood)
CREATE RULE no_delete AS ON DELETE TO rich.scraps DO INSTEAD NOTHING
ALTER TABLE rich.people ENABLE ROW LEVEL SECURITY
CREATE POLICY own ON rich.people FOR SELECT TO PUBLIC USING (email = current_user)
COMMENT ON TABLE rich.people IS 'People'
COMMENT ON COLUMN rich.people.email IS 'Where it''s at'
COMMENT ON FUNCTION rich.sum(integer, integer) IS 'Adds'
GRANT SELECT ON rich.people TO PUBLIC
GRANT UPDATE (email) ON rich.people TO PUBLIC
REVOKE EXECUTE ON FUNCTION rich.names() FROM PUBLIC
ALTER DEFAULT PRIVILEGES IN SCHEMA rich GRANT SELECT ON TABLES TO PUBLIC
CREATE PUBLICATION rich_news FOR TABLE rich.people
`
  .trim()
  .split("\n");
