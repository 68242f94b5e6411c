-- source: PostgreSQL manual, REFRESH MATERIALIZED VIEW
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
CREATE MATERIALIZED VIEW totals AS SELECT id, total FROM orders;
CREATE UNIQUE INDEX totals_id ON totals (id);
-- file: 1700000000002_refresh.sql
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
