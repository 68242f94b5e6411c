CREATE OR REPLACE FUNCTION order_sum(order_id bigint) RETURNS numeric LANGUAGE sql STABLE
RETURN order_total(order_id);
