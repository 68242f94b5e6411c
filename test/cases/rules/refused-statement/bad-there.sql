-- file: 1700000000001_tables.sql
CREATE TYPE order_state AS ENUM ('new');
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, CONSTRAINT paid CHECK (total > 0));
CREATE TABLE readings (id bigint, day int) PARTITION BY RANGE (day);
CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM (0) TO (10);
CREATE VIEW totals AS SELECT total FROM orders;
-- file: 1700000000002_case.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE VIEW totals AS SELECT id FROM orders;
ALTER TABLE orders ADD CONSTRAINT paid CHECK (total > 1) NOT VALID;
ALTER TYPE order_state ADD VALUE 'new';
ALTER TABLE readings ATTACH PARTITION readings_1 FOR VALUES FROM (0) TO (10);
DROP TABLE totals;
DROP VIEW IF EXISTS orders;
