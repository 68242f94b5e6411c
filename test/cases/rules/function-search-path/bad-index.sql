CREATE FUNCTION slug(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE FUNCTION is_slug(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 = lower($1) $$;
CREATE FUNCTION unused(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE TABLE pages (id bigint PRIMARY KEY, title text, CONSTRAINT pages_title_check CHECK (is_slug(title)));
CREATE INDEX pages_slug_idx ON pages (slug(title));
