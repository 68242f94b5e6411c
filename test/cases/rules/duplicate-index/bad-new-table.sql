CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint, paid_at timestamptz);
CREATE INDEX IF NOT EXISTS invoices_open_idx ON invoices (order_id) WHERE paid_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_unpaid_idx ON invoices (order_id) WHERE paid_at IS NULL;
