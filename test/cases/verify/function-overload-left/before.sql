CREATE SCHEMA app;
CREATE FUNCTION app.slugify(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(replace(value, ' ', '-')) $$;
