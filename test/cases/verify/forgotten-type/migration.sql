-- Up Migration
DO $$ BEGIN
    CREATE TYPE app.job_status AS ENUM ('queued', 'running', 'done', 'failed');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
CREATE TABLE IF NOT EXISTS app.jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    status app.job_status NOT NULL DEFAULT 'queued'
);
-- Down Migration
DROP TABLE IF EXISTS app.jobs;
