-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measurements_2026 PARTITION OF measurements FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 1700000000002_index.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS measurements_2026_at_idx ON measurements_2026 (at);
