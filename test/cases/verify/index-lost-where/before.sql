CREATE SCHEMA app;
CREATE TABLE app.jobs (id bigint PRIMARY KEY, queue text NOT NULL, done_at timestamptz);
CREATE INDEX idx_jobs_pending ON app.jobs (queue) WHERE done_at IS NULL;
