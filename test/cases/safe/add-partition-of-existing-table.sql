-- source: PostgreSQL manual, ALTER TABLE, ATTACH PARTITION
-- file: 1700000000001_before.sql
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_old (id bigint NOT NULL, at timestamptz NOT NULL);
-- file: 1700000000002_check-bound.sql
ALTER TABLE events_old ADD CONSTRAINT events_old_bound CHECK (at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;
-- file: 1700000000003_validate-bound.sql
ALTER TABLE events_old VALIDATE CONSTRAINT events_old_bound;
-- file: 1700000000004_attach.sql
ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
