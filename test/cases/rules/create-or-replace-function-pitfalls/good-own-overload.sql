CREATE OR REPLACE FUNCTION order_total(order_id bigint) RETURNS numeric LANGUAGE sql RETURN 0;
CREATE OR REPLACE FUNCTION order_total(order_id uuid) RETURNS numeric LANGUAGE sql RETURN 0;
