-- file: 1700000000001_ids.sql
CREATE FUNCTION app.next_id() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('app.ids') $$;
-- file: 1700000000002_orders.sql
ALTER TABLE app.orders ADD COLUMN public_id bigint DEFAULT app.next_id();
