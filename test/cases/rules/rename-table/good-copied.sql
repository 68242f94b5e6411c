-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
-- file: 1700000000002_case.sql
ALTER TABLE events RENAME TO events_old;
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
INSERT INTO events (id, at) SELECT id, at FROM events_old;
