-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX measurements_at_idx ON measurements (at);
-- file: 1700000000002_drop.sql
DROP INDEX IF EXISTS measurements_at_idx;
