-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, region varchar(2)) PARTITION BY LIST (region);
-- file: 1700000000002_region.sql
ALTER TABLE events ALTER COLUMN region TYPE text;
