-- file: 1700000000001_events.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- file: 1700000000002_partition.sql
ALTER TABLE events_2026 ADD CONSTRAINT events_2026_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE events_2026 VALIDATE CONSTRAINT events_2026_user_id_fkey;
-- file: 1700000000004_parent.sql
ALTER TABLE events ADD CONSTRAINT events_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
