-- Up Migration
CREATE OR REPLACE FUNCTION app.slugify(value text, separator text DEFAULT '-') RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT lower(replace(value, ' ', separator)) $$;
-- Down Migration
CREATE OR REPLACE FUNCTION app.slugify(value text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$ SELECT lower(replace(value, ' ', '-')) $$;
