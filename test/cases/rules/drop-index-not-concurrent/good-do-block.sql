DO $$
BEGIN
    CREATE TABLE IF NOT EXISTS carts (id bigint PRIMARY KEY, note text);
    DROP INDEX IF EXISTS carts_note_idx;
    CREATE INDEX carts_note_idx ON carts (note);
END $$;
