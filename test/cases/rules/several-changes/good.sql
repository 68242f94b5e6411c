CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, note text);
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
COMMENT ON TABLE shops IS 'Where people buy.';
