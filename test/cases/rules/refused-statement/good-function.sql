-- file: 1700000000001_functions.sql
CREATE TYPE app.state AS ENUM ('new');
CREATE FUNCTION is_code(code character varying(10), size int4, INOUT state app.state, OUT found boolean) LANGUAGE sql IMMUTABLE AS $$ SELECT state, true $$;
-- file: 1700000000002_case.sql
COMMENT ON FUNCTION is_code(varchar, integer, state) IS 'whether it is one';
ALTER FUNCTION is_code(varchar, integer, app.state) RENAME TO is_state;
DROP FUNCTION is_state(code character varying, int, INOUT app.state, OUT boolean);
DROP FUNCTION legacy(integer);
