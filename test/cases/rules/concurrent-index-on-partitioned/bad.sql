-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
-- file: 1700000000002_index.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS measurements_at_idx ON measurements (at);
