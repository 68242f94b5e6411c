-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a varchar(20) UNIQUE, b numeric(8, 2), c timestamp(3), d cidr, e text COLLATE "C", f timestamp);
CREATE INDEX orders_b_c_d_idx ON orders (b, c, d);
CREATE INDEX orders_e_idx ON orders (e);
CREATE INDEX orders_id_idx ON orders (id) INCLUDE (f);
-- file: 1700000000002_kept.sql
SET LOCAL timezone = 'UTC';
ALTER TABLE orders
    ALTER COLUMN a TYPE text,
    ALTER COLUMN b TYPE numeric(12, 2),
    ALTER COLUMN c TYPE timestamp,
    ALTER COLUMN d TYPE inet,
    ALTER COLUMN e TYPE text COLLATE "C",
    ALTER COLUMN f TYPE timestamptz;
