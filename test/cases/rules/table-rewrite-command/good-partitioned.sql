-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
-- file: 1700000000002_move.sql
ALTER TABLE events SET TABLESPACE fast;
