-- config: {"postgres": 17}
CREATE TABLE orders (id bigint PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.16) STORED);
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
