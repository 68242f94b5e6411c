-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a varchar(50), b text, c char(3), d varchar(9), e text);
-- file: 1700000000002_strings.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE varchar(20),
    ALTER COLUMN b TYPE varchar(200),
    ALTER COLUMN c TYPE text,
    ALTER COLUMN d TYPE char(9),
    ALTER COLUMN e TYPE name;
