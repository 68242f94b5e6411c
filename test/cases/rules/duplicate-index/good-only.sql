-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX measurements_old_idx ON measurements (at);
-- file: 1700000000002_case.sql
CREATE INDEX IF NOT EXISTS measurements_at_idx ON ONLY measurements (at);
