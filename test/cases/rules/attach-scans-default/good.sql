-- file: 1700000000001_measurements.sql
CREATE TABLE measurements (id bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE measurements_default PARTITION OF measurements DEFAULT;
-- file: 1700000000002_exclude.sql
ALTER TABLE measurements_default ADD CONSTRAINT measurements_default_not_2027 CHECK (at < '2027-01-01' OR at >= '2028-01-01') NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE measurements_default VALIDATE CONSTRAINT measurements_default_not_2027;
-- file: 1700000000004_attach.sql
CREATE TABLE IF NOT EXISTS measurements_2027 (LIKE measurements INCLUDING ALL);
ALTER TABLE measurements ATTACH PARTITION measurements_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
