-- file: 1700000000001_events.sql
CREATE TABLE events (tenant_id bigint, day date) PARTITION BY RANGE (day);
SELECT create_distributed_table('events', 'tenant_id');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
-- file: 1700000000002_detach.sql
ALTER TABLE events DETACH PARTITION events_rest CONCURRENTLY;
ALTER TABLE events_rest ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
