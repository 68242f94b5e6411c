-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, tenant_id bigint, created_at timestamptz) PARTITION BY RANGE (created_at, tenant_id);
-- file: 1700000000002_unique.sql
ALTER TABLE events ADD CONSTRAINT events_id_key UNIQUE (id, tenant_id);
CREATE UNIQUE INDEX events_id_idx ON events (id);
