CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint);
CREATE INDEX IF NOT EXISTS invoices_order_id_idx ON invoices (order_id);
