-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a bigint, b numeric(10, 3), c numeric(10, 2), d numeric, e double precision, f numeric);
-- file: 1700000000002_numbers.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE integer,
    ALTER COLUMN b TYPE numeric(10, 2),
    ALTER COLUMN c TYPE numeric(8, 2),
    ALTER COLUMN d TYPE integer,
    ALTER COLUMN e TYPE real,
    ALTER COLUMN f TYPE double precision;
