-- file: 1700000000001_orders.sql
CREATE TABLE orders (id serial PRIMARY KEY, a numeric(10, 2), b numeric(10, 2), c real, d integer[], e numeric);
-- file: 1700000000002_numbers.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE numeric(12, 3),
    ALTER COLUMN b TYPE numeric(8, 2),
    ALTER COLUMN c TYPE double precision,
    ALTER COLUMN d TYPE bigint[],
    ALTER COLUMN e TYPE numeric(10, 2),
    ALTER COLUMN id TYPE bigint;
