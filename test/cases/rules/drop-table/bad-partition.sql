-- file: 1700000000001_events.sql
CREATE TABLE events (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- file: 1700000000002_drop.sql
DROP TABLE events_2020;
