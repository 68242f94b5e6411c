-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- file: 1700000000002_case.sql
ALTER TABLE ONLY events ADD CONSTRAINT events_id_at_key UNIQUE (id, at);
