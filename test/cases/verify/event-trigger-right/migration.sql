-- Up Migration
CREATE OR REPLACE FUNCTION app.note_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE DEBUG 'something was dropped';
END $$;
DROP EVENT TRIGGER IF EXISTS note_drop;
CREATE EVENT TRIGGER note_drop ON sql_drop EXECUTE FUNCTION app.note_drop();
-- Down Migration
DROP EVENT TRIGGER IF EXISTS note_drop;
DROP FUNCTION IF EXISTS app.note_drop();
