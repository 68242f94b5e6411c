-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measurements_2026 PARTITION OF measurements FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 1700000000002_index.sql
CREATE INDEX IF NOT EXISTS measurements_at_idx ON measurements (at);
ALTER TABLE measurements ADD COLUMN IF NOT EXISTS note text;
