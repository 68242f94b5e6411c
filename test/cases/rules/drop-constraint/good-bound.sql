-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE measurements_2025 (id bigint, at date NOT NULL, CONSTRAINT bound CHECK (at >= '2025-01-01' AND at < '2026-01-01'));
ALTER TABLE measurements ATTACH PARTITION measurements_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- file: 1700000000002_case.sql
ALTER TABLE measurements_2025 DROP CONSTRAINT bound;
