-- file: 1700000000001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_case.sql
-- Up Migration
DROP TABLE orders, users;
-- Down Migration
SELECT 1;
