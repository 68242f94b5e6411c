-- file: 1700000000001_function.sql
CREATE FUNCTION shop.order_total(id bigint) RETURNS numeric LANGUAGE sql RETURN 0;
-- file: 1700000000002_drop.sql
DROP FUNCTION IF EXISTS shop.order_total(bigint);
