CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint);
CREATE INDEX ON invoices (order_id);
