CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint);
DROP INDEX IF EXISTS invoices_order_id_idx;
CREATE INDEX invoices_order_id_idx ON invoices (order_id);
