-- Up Migration
DROP INDEX IF EXISTS app.idx_jobs_pending;
CREATE INDEX IF NOT EXISTS idx_jobs_queue_done_at ON app.jobs (queue, done_at);
-- Down Migration
DROP INDEX IF EXISTS app.idx_jobs_queue_done_at;
CREATE INDEX IF NOT EXISTS idx_jobs_pending ON app.jobs (queue);
