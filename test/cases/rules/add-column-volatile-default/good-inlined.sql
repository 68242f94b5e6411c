-- file: 1700000000001_add-orders.sql
CREATE FUNCTION microseconds() RETURNS bigint LANGUAGE sql AS $$ SELECT CAST(extract(EPOCH FROM now()) * 1000000 AS bigint); $$;
CREATE FUNCTION answer() RETURNS int LANGUAGE sql RETURN 42;
CREATE FUNCTION question() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 6 * 9; END;
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
-- file: 1700000000002_add-times.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS created_at bigint DEFAULT microseconds(), ADD COLUMN IF NOT EXISTS answer int DEFAULT answer(), ADD COLUMN IF NOT EXISTS question int DEFAULT question();
