CREATE TABLE orders_new (id bigint PRIMARY KEY);
ALTER TABLE orders_new RENAME TO purchases;
