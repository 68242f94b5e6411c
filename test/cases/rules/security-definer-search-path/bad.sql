CREATE OR REPLACE FUNCTION shop.close_order(order_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER
AS $$ UPDATE orders SET state = 'closed' WHERE id = order_id $$;
