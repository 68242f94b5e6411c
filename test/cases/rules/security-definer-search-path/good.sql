CREATE OR REPLACE FUNCTION shop.close_order(order_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, shop, pg_temp
AS $$ UPDATE shop.orders SET state = 'closed' WHERE id = order_id $$;
