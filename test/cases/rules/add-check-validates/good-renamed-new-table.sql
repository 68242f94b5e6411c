CREATE TABLE orders_new (id bigint, total int);
ALTER TABLE orders_new RENAME TO orders;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
