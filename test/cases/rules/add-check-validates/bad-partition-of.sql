-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- file: 1700000000002_check.sql
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE events ADD CONSTRAINT events_id_check CHECK (id > 0);
