-- file: 1700000000001_schema.sql
CREATE TABLE reporting.sums (id bigint PRIMARY KEY);
CREATE VIEW reporting.totals AS SELECT 1 AS total;
-- file: 1700000000002_drop.sql
DROP SCHEMA IF EXISTS reporting CASCADE;
