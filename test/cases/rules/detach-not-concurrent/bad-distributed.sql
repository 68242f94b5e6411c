-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (tenant_id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
SELECT create_distributed_table('measurements', 'tenant_id');
CREATE TABLE measurements_2020 PARTITION OF measurements FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- file: 1700000000002_detach.sql
ALTER TABLE measurements DETACH PARTITION measurements_2020;
