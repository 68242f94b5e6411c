-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE measurements_2025 PARTITION OF measurements FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX measurements_at_idx ON ONLY measurements (at);
-- file: 1700000000002_partition.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS measurements_2025_at_idx ON measurements_2025 (at);
-- file: 1700000000003_case.sql
ALTER INDEX measurements_at_idx ATTACH PARTITION measurements_2025_at_idx;
