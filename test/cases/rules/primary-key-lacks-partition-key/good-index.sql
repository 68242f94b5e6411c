-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, created_at timestamptz) PARTITION BY RANGE (created_at);
-- file: 1700000000002_index.sql
CREATE INDEX events_id_idx ON events (id);
ALTER TABLE orders ADD UNIQUE (id);
