-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- file: 1700000000002_partition.sql
CREATE TABLE IF NOT EXISTS measurements_2027 (
    LIKE measurements INCLUDING ALL,
    CONSTRAINT measurements_2027_bound CHECK (at IS NOT NULL AND at >= '2027-01-01' AND at < '2028-01-01')
);
ALTER TABLE measurements ATTACH PARTITION measurements_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
