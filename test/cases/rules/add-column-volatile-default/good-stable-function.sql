-- file: 1700000000001_tenant.sql
CREATE FUNCTION app.tenant() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('app.tenant') $$;
-- file: 1700000000002_orders.sql
ALTER TABLE app.orders ADD COLUMN tenant text DEFAULT app.tenant();
