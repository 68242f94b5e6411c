-- Up Migration
ALTER TABLE app.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES app.customers (id);
-- Down Migration
ALTER TABLE app.orders DROP CONSTRAINT IF EXISTS orders_customer_id_fkey;
