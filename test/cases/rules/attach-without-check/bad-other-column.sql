-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measurements_2025 (id bigint CHECK (id > 0), at timestamptz NOT NULL);
-- file: 1700000000002_attach.sql
ALTER TABLE measurements ATTACH PARTITION measurements_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
