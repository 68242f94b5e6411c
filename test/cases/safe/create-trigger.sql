-- source: PostgreSQL manual, CREATE TRIGGER
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, updated_at timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END; $$;
-- file: 1700000000002_touch.sql
SET LOCAL lock_timeout = '2s';
CREATE OR REPLACE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
