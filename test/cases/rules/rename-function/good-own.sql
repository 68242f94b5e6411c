CREATE FUNCTION order_total(id bigint) RETURNS numeric LANGUAGE sql RETURN 0;
ALTER FUNCTION order_total(bigint) RENAME TO order_sum;
