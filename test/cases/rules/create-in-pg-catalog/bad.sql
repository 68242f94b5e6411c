CREATE FUNCTION pg_catalog.slugify(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
