-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- file: 1700000000002_index.sql
CREATE INDEX events_at_idx ON events (at);
