-- file: 1700000000001_schema.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE visits (at date, user_id bigint) PARTITION BY RANGE (at);
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE visits_2026 ADD CONSTRAINT visits_2026_user_fkey FOREIGN KEY (user_id) REFERENCES users;
-- file: 1700000000002_drop-users.sql
-- Up Migration
COMMENT ON TABLE users IS 'Who visits.';
-- Down Migration
DROP TABLE IF EXISTS users;
