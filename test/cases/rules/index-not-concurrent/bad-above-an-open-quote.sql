-- Up Migration
CREATE INDEX IF NOT EXISTS orders_total_idx ON orders (total);
-- Down Migration
COMMENT ON TABLE orders IS 'the customer's orders;
