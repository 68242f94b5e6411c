-- file: 1700000000001_function.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
CREATE FUNCTION fill() RETURNS void LANGUAGE sql AS $$ UPDATE orders SET total = 0; $$;
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD COLUMN note text;
SELECT fill();
SELECT count(*) FROM invoices;
SELECT pg_sleep(5);
