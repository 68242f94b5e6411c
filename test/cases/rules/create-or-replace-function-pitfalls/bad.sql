-- file: 1700000000001_function.sql
CREATE FUNCTION order_total(order_id bigint, currency text DEFAULT 'EUR') RETURNS numeric LANGUAGE sql RETURN 0;
-- file: 1700000000002_function.sql
CREATE OR REPLACE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql RETURN 0;
