-- Up Migration
ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS customer_id bigint;
ALTER TABLE app.orders ADD FOREIGN KEY (customer_id) REFERENCES app.customers (id);
-- Down Migration
ALTER TABLE app.orders DROP COLUMN IF EXISTS customer_id;
