CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
ALTER TABLE invoices ALTER COLUMN state SET DEFAULT 'new';
DROP VIEW IF EXISTS app.totals, averages;
