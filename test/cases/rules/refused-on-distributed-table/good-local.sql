CREATE TABLE notes (id bigint);
SELECT citus_add_local_table_to_metadata('notes');
CREATE TRIGGER touched BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE plain (id bigint);
ALTER TABLE plain ADD COLUMN number bigserial;
