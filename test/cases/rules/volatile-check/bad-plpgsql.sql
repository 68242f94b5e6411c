-- file: 1700000000001_notes.sql
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
CREATE TABLE words (word text PRIMARY KEY);
CREATE FUNCTION is_word(s text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM words WHERE word = s);
END;
$$;
-- file: 1700000000002_case.sql
ALTER TABLE notes ADD CONSTRAINT notes_body CHECK (is_word(body)) NOT VALID;
