CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
CREATE TABLE IF NOT EXISTS refunds (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
ALTER TABLE refunds ADD COLUMN note text;
