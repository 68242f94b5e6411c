-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
-- file: 1700000000002_reindex.sql
-- pgmaestro: no-transaction
REINDEX TABLE measurements;
