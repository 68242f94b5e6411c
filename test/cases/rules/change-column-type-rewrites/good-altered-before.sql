-- file: 1700000000001_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50);
