-- Up Migration
CREATE INDEX ON app.orders (customer_id);
-- Down Migration
DROP INDEX IF EXISTS app.orders_customer_id_idx;
DROP INDEX IF EXISTS app.orders_customer_id_idx1;
