-- source: strong_migrations, "Changing the type of a column": the exceptions
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), code varchar(20), amount numeric(8, 2));
-- file: 1700000000002_change.sql
ALTER TABLE users ALTER COLUMN name TYPE varchar(100);
ALTER TABLE users ALTER COLUMN code TYPE text;
ALTER TABLE users ALTER COLUMN amount TYPE numeric(12, 2);
