-- file: 1700000000001_notes.sql
CREATE TABLE notes (id bigint PRIMARY KEY, body text, at date);
CREATE FUNCTION trimmed(s text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT trim(leading ' ' from s)$$;
CREATE FUNCTION first_two(s text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN substring(s from 1 for 2);
END;
$$;
CREATE FUNCTION year_of(d date) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT extract(year from d)::int$$;
-- file: 1700000000002_case.sql
ALTER TABLE notes ADD CONSTRAINT notes_body CHECK (trimmed(body) <> '') NOT VALID;
ALTER TABLE notes ADD CONSTRAINT notes_first CHECK (first_two(body) <> '--') NOT VALID;
ALTER TABLE notes ADD CONSTRAINT notes_year CHECK (year_of(at) > 2000) NOT VALID;
