-- Up Migration
CREATE INDEX IF NOT EXISTS idx_orders_customer_id ON app.orders (customer_id);
-- Down Migration
DROP INDEX IF EXISTS app.idx_order_customer_id;
