-- Up Migration
CREATE TABLE IF NOT EXISTS queue.queues (name text PRIMARY KEY, paused boolean NOT NULL DEFAULT false);
INSERT INTO queue.queues (name) VALUES ('default') ON CONFLICT DO NOTHING;
ALTER TABLE queue.jobs ADD COLUMN IF NOT EXISTS queue text NOT NULL DEFAULT 'default' REFERENCES queue.queues (name);
ALTER TABLE queue.jobs ADD COLUMN IF NOT EXISTS attempts integer NOT NULL DEFAULT 0;
DROP INDEX IF EXISTS queue.jobs_next_idx;
CREATE INDEX IF NOT EXISTS jobs_next_in_queue_idx ON queue.jobs (queue, priority DESC, run_at) WHERE state = 'waiting';
CREATE OR REPLACE FUNCTION queue.take(from_queue text) RETURNS SETOF queue.jobs LANGUAGE sql AS $$
    UPDATE queue.jobs SET state = 'running', attempts = attempts + 1 WHERE id = (
        SELECT id FROM queue.jobs WHERE state = 'waiting' AND run_at <= now() AND queue = from_queue
        ORDER BY priority DESC, run_at FOR UPDATE SKIP LOCKED LIMIT 1
    ) RETURNING *
$$;
-- Down Migration
DROP FUNCTION IF EXISTS queue.take(text);
DROP INDEX IF EXISTS queue.jobs_next_in_queue_idx;
CREATE INDEX IF NOT EXISTS jobs_next_idx ON queue.jobs (priority DESC) WHERE state = 'waiting';
ALTER TABLE queue.jobs DROP COLUMN IF EXISTS attempts;
ALTER TABLE queue.jobs DROP COLUMN IF EXISTS queue;
DROP TABLE IF EXISTS queue.queues;
