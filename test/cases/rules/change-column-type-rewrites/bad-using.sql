-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a varchar(20), b varchar(20), c varchar(20));
-- file: 1700000000002_using.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE text USING trim(a),
    ALTER COLUMN b TYPE varchar(50) USING b::text,
    ALTER COLUMN c TYPE text USING b;
