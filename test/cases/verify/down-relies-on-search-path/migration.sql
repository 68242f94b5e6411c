-- Up Migration
SET search_path TO app, public;
CREATE TABLE IF NOT EXISTS jobs (id bigint PRIMARY KEY, payload jsonb);
-- Down Migration
DROP TABLE IF EXISTS jobs;
