-- file: 1700000000001_add-orders.sql
CREATE FUNCTION microseconds() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT CAST(extract(EPOCH FROM now()) * 1000000 AS bigint); $$;
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
-- file: 1700000000002_add-times.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS created_at bigint DEFAULT microseconds();
