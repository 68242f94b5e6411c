CREATE TABLE orders (id bigint, total int, PRIMARY KEY (id));
ALTER TABLE orders ADD CHECK (total >= 0);
