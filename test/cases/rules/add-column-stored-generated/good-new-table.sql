CREATE TABLE orders (id bigint PRIMARY KEY, net numeric, tax numeric);
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net + tax) STORED;
