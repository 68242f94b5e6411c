-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE measurements_2025 PARTITION OF measurements FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- file: 1700000000002_partition.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS measurements_2025_by_at ON measurements_2025 (at);
-- file: 1700000000003_case.sql
CREATE INDEX IF NOT EXISTS measurements_at_idx ON measurements (at);
