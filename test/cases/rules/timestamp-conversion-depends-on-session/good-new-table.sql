CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp);
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
