CREATE FUNCTION set_by() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NEW; END; $$;
CREATE FUNCTION set_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
ALTER FUNCTION set_at() SET search_path = pg_catalog, pg_temp;
CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE RETURN $1 * 2;
CREATE TABLE numbers (n int CHECK (twice(n) > 0));
