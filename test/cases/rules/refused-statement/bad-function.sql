-- file: 1700000000001_functions.sql
CREATE FUNCTION is_code(code text, size int DEFAULT 3) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
-- file: 1700000000002_case.sql
ALTER FUNCTION is_code(text) SECURITY DEFINER SET search_path = '';
COMMENT ON FUNCTION is_code(integer, integer) IS 'whether it is one';
ALTER FUNCTION is_code(text, bigint) RENAME TO is_number;
